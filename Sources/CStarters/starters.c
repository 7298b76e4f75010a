#include "CStarters.h"

// `#embed` is of C23; it puts the bytes of a file here, and the file is a dependency of this one.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char account_compromise[] = {
#embed "../../runbooks/account-compromise.runbook.yaml"
};
static const unsigned char account_compromise_test[] = {
#embed "../../runbooks/account-compromise.test.yaml"
};

static const unsigned char clean_accounts[] = {
#embed "../../runbooks/clean-accounts.runbook.yaml"
};
static const unsigned char clean_accounts_test[] = {
#embed "../../runbooks/clean-accounts.test.yaml"
};

static const unsigned char cloud_key_leak[] = {
#embed "../../runbooks/cloud-key-leak.runbook.yaml"
};
static const unsigned char cloud_key_leak_test[] = {
#embed "../../runbooks/cloud-key-leak.test.yaml"
};

static const unsigned char collect_hosts[] = {
#embed "../../runbooks/collect-hosts.runbook.yaml"
};
static const unsigned char collect_hosts_test[] = {
#embed "../../runbooks/collect-hosts.test.yaml"
};

static const unsigned char critical_vulnerability[] = {
#embed "../../runbooks/critical-vulnerability.runbook.yaml"
};
static const unsigned char critical_vulnerability_test[] = {
#embed "../../runbooks/critical-vulnerability.test.yaml"
};

static const unsigned char data_breach[] = {
#embed "../../runbooks/data-breach.runbook.yaml"
};
static const unsigned char data_breach_test[] = {
#embed "../../runbooks/data-breach.test.yaml"
};

static const unsigned char ddos[] = {
#embed "../../runbooks/ddos.runbook.yaml"
};
static const unsigned char ddos_test[] = {
#embed "../../runbooks/ddos.test.yaml"
};

static const unsigned char insider_threat[] = {
#embed "../../runbooks/insider-threat.runbook.yaml"
};
static const unsigned char insider_threat_test[] = {
#embed "../../runbooks/insider-threat.test.yaml"
};

static const unsigned char lessons[] = {
#embed "../../runbooks/lessons.runbook.yaml"
};
static const unsigned char lessons_test[] = {
#embed "../../runbooks/lessons.test.yaml"
};

static const unsigned char lock_accounts[] = {
#embed "../../runbooks/lock-accounts.runbook.yaml"
};
static const unsigned char lock_accounts_test[] = {
#embed "../../runbooks/lock-accounts.test.yaml"
};

static const unsigned char lost_device[] = {
#embed "../../runbooks/lost-device.runbook.yaml"
};
static const unsigned char lost_device_test[] = {
#embed "../../runbooks/lost-device.test.yaml"
};

static const unsigned char malware_outbreak[] = {
#embed "../../runbooks/malware-outbreak.runbook.yaml"
};
static const unsigned char malware_outbreak_test[] = {
#embed "../../runbooks/malware-outbreak.test.yaml"
};

static const unsigned char outside_calls[] = {
#embed "../../runbooks/outside-calls.runbook.yaml"
};
static const unsigned char outside_calls_test[] = {
#embed "../../runbooks/outside-calls.test.yaml"
};

static const unsigned char phishing[] = {
#embed "../../runbooks/phishing.runbook.yaml"
};
static const unsigned char phishing_test[] = {
#embed "../../runbooks/phishing.test.yaml"
};

static const unsigned char ransomware[] = {
#embed "../../runbooks/ransomware.runbook.yaml"
};
static const unsigned char ransomware_test[] = {
#embed "../../runbooks/ransomware.test.yaml"
};

static const unsigned char reporting_duties[] = {
#embed "../../runbooks/reporting-duties.runbook.yaml"
};
static const unsigned char reporting_duties_test[] = {
#embed "../../runbooks/reporting-duties.test.yaml"
};

static const unsigned char return_accounts[] = {
#embed "../../runbooks/return-accounts.runbook.yaml"
};
static const unsigned char return_accounts_test[] = {
#embed "../../runbooks/return-accounts.test.yaml"
};

static const unsigned char supply_chain[] = {
#embed "../../runbooks/supply-chain.runbook.yaml"
};
static const unsigned char supply_chain_test[] = {
#embed "../../runbooks/supply-chain.test.yaml"
};

static const unsigned char update_rhythm[] = {
#embed "../../runbooks/update-rhythm.runbook.yaml"
};
static const unsigned char update_rhythm_test[] = {
#embed "../../runbooks/update-rhythm.test.yaml"
};

static const unsigned char web_compromise[] = {
#embed "../../runbooks/web-compromise.runbook.yaml"
};
static const unsigned char web_compromise_test[] = {
#embed "../../runbooks/web-compromise.test.yaml"
};

#define STARTER(id, bytes) {id, bytes, sizeof bytes, bytes##_test, sizeof bytes##_test}

static const struct muster_starter starters[] = {
    STARTER("account-compromise", account_compromise),
    STARTER("clean-accounts", clean_accounts),
    STARTER("cloud-key-leak", cloud_key_leak),
    STARTER("collect-hosts", collect_hosts),
    STARTER("critical-vulnerability", critical_vulnerability),
    STARTER("data-breach", data_breach),
    STARTER("ddos", ddos),
    STARTER("insider-threat", insider_threat),
    STARTER("lessons", lessons),
    STARTER("lock-accounts", lock_accounts),
    STARTER("lost-device", lost_device),
    STARTER("malware-outbreak", malware_outbreak),
    STARTER("outside-calls", outside_calls),
    STARTER("phishing", phishing),
    STARTER("ransomware", ransomware),
    STARTER("reporting-duties", reporting_duties),
    STARTER("return-accounts", return_accounts),
    STARTER("supply-chain", supply_chain),
    STARTER("update-rhythm", update_rhythm),
    STARTER("web-compromise", web_compromise),
};

size_t muster_starter_count(void) { return sizeof starters / sizeof starters[0]; }

struct muster_starter muster_starter_at(size_t index) { return starters[index]; }
