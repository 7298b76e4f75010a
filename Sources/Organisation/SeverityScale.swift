package import Incidents

/// How an organisation finds the severity of an incident, and what each class asks of its people.
///
/// Factors are levels of consequence that people can judge; matrices turn them into one of four classes, and the worst
/// of all matrices counts (ISO/IEC 27035-2, Annex C, example 1).
package struct SeverityScale: Sendable, Equatable {
    /// One thing to judge.
    package struct Factor: Sendable, Equatable {
        package let id: String
        package let question: String
        /// From the mildest to the worst.
        package let levels: [Level]

        package func level(_ id: String) -> Level? { levels.first { $0.id == id } }
    }

    /// How bad it is in one respect, with a sentence by which people recognise it.
    package struct Level: Sendable, Equatable {
        package let id: String
        package let text: String
    }

    /// The class for each combination of the levels of one or two factors.
    package struct Matrix: Sendable, Equatable {
        package let factors: [String]
        /// By the levels of the factors, in their order.
        package let classes: [[String]: Severity]
    }

    /// What a class asks for.
    package struct Demand: Sendable, Equatable {
        package var targets: [MilestoneTarget] = []
        package var roles: [String] = []
        package var updateSeconds: Int64?
        package var closing = ClosingRule.anybody
    }

    package let reference: ScaleReference
    package let title: String
    package let factors: [Factor]
    package let matrices: [Matrix]
    package let demands: [Severity: Demand]

    package func factor(_ id: String) -> Factor? { factors.first { $0.id == id } }

    /// What a class asks for, as it is recorded.
    package func policy(of severity: Severity) -> SeverityPolicy {
        let demand = demands[severity] ?? Demand()
        return SeverityPolicy(
            scale: reference, targets: demand.targets, roles: demand.roles,
            updateSeconds: demand.updateSeconds, closing: demand.closing)
    }

    /// What the chosen levels come to; factors that are not named may have any level.
    ///
    /// Names that the scale does not know are left out; whoever reads them from people checks them first.
    package func rating(of choices: [FactorLevel]) -> SeverityRating {
        let known = choices.filter { factor($0.factor)?.level($0.level) != nil }
        let ends = matrices.map { bounds(of: $0, known) }
        // The worst class of all matrices counts, so each end is the worst of the ends.
        let mildest = ends.map(\.mildest).min() ?? .sev4
        let worst = ends.map(\.worst).min() ?? .sev1
        return SeverityRating(
            scale: reference, factors: known, mildest: mildest, worst: worst)
    }

    private func bounds(
        of matrix: Matrix, _ choices: [FactorLevel]
    ) -> (mildest: Severity, worst: Severity) {
        let possible = matrix.classes.filter { levels, _ in
            zip(matrix.factors, levels).allSatisfy { factor, level in
                choices.first { $0.factor == factor }.map { $0.level == level } ?? true
            }
        }
        return (possible.values.max() ?? .sev4, possible.values.min() ?? .sev1)
    }
}
