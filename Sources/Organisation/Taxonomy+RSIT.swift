internal import Incidents

extension Taxonomy {
    /// The Reference Security Incident Taxonomy of ENISA and TF-CSIRT, version 1003 (CC0 1.0).
    ///
    /// Which categories of ISO/IEC 27035 fit a class is a suggestion of this project, part of neither source.
    package static let rsit = Taxonomy(
        id: "rsit", version: "1003", title: "Reference Security Incident Taxonomy",
        classes: [
            Class(
                id: "abusive-content", label: "Abusive Content", categories: [.harmfulContents],
                types: [
                    Kind(id: "spam", label: "Spam"),
                    Kind(id: "harmful-speech", label: "Harmful Speech"),
                    Kind(
                        id: "violence", label: "(Child) Sexual Exploitation/Sexual/Violent Content"),
                ]),
            Class(
                id: "malicious-code", label: "Malicious Code", categories: [.malware],
                types: [
                    Kind(id: "infected-system", label: "Infected System"),
                    Kind(id: "c2-server", label: "C2 Server"),
                    Kind(id: "malware-distribution", label: "Malware Distribution"),
                    Kind(id: "malware-configuration", label: "Malware Configuration"),
                ]),
            Class(
                id: "information-gathering", label: "Information Gathering",
                categories: [.technicalAttack, .compromiseOfInformation],
                types: [
                    Kind(id: "scanner", label: "Scanning"),
                    Kind(id: "sniffing", label: "Sniffing"),
                    Kind(id: "social-engineering", label: "Social Engineering"),
                ]),
            Class(
                id: "intrusion-attempts", label: "Intrusion Attempts",
                categories: [.technicalAttack],
                types: [
                    Kind(id: "ids-alert", label: "Exploitation of Known Vulnerabilities"),
                    Kind(id: "brute-force", label: "Login Attempts"),
                    Kind(id: "exploit", label: "New Attack Signature"),
                ]),
            Class(
                id: "intrusions", label: "Intrusions",
                categories: [.technicalAttack, .compromiseOfFunctions],
                types: [
                    Kind(
                        id: "privileged-account-compromise", label: "Privileged Account Compromise"),
                    Kind(
                        id: "unprivileged-account-compromise",
                        label: "Unprivileged Account Compromise"),
                    Kind(id: "application-compromise", label: "Application Compromise"),
                    Kind(id: "system-compromise", label: "System Compromise"),
                    Kind(id: "burglary", label: "Burglary"),
                ]),
            Class(
                id: "availability", label: "Availability",
                categories: [
                    .technicalAttack, .technicalFailure, .infrastructureFailure, .naturalDisaster,
                ],
                types: [
                    Kind(id: "dos", label: "Denial of Service"),
                    Kind(id: "ddos", label: "Distributed Denial of Service"),
                    Kind(id: "misconfiguration", label: "Misconfiguration"),
                    Kind(id: "sabotage", label: "Sabotage"),
                    Kind(id: "outage", label: "Outage"),
                ]),
            Class(
                id: "information-content-security", label: "Information Content Security",
                categories: [.compromiseOfInformation],
                types: [
                    Kind(
                        id: "unauthorised-information-access",
                        label: "Unauthorised Access to Information"),
                    Kind(
                        id: "unauthorised-information-modification",
                        label: "Unauthorised Modification of Information"),
                    Kind(id: "data-loss", label: "Data Loss"),
                    Kind(id: "data-leak", label: "Leak of Confidential Information"),
                ]),
            Class(
                id: "fraud", label: "Fraud", categories: [.breachOfRule, .compromiseOfInformation],
                types: [
                    Kind(
                        id: "unauthorised-use-of-resources", label: "Unauthorised Use of Resources"),
                    Kind(id: "copyright", label: "Copyright"),
                    Kind(id: "masquerade", label: "Masquerade"),
                    Kind(id: "phishing", label: "Phishing"),
                ]),
            Class(
                id: "vulnerable", label: "Vulnerable", categories: [],
                types: [
                    Kind(id: "weak-crypto", label: "Weak Cryptography"),
                    Kind(id: "ddos-amplifier", label: "DDoS Amplifier"),
                    Kind(
                        id: "potentially-unwanted-accessible",
                        label: "Potentially Unwanted Accessible Services"),
                    Kind(id: "information-disclosure", label: "Information Disclosure"),
                    Kind(id: "vulnerable-system", label: "Vulnerable System"),
                ]),
            Class(
                id: "other", label: "Other", categories: [.other],
                types: [
                    Kind(id: "other", label: "Uncategorised"),
                    Kind(id: "undetermined", label: "Undetermined"),
                ]),
            Class(
                id: "test", label: "Test", categories: [],
                types: [
                    Kind(id: "test", label: "Test")
                ]),
        ])
}
