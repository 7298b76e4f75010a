/// The variables that an expression may read, with their types.
package struct Declarations: Sendable {
    /// The declared names in order; a name may have dots.
    package let names: [String]
    private let types: [String: ValueType]

    /// Declares variables; of two with one name, the last counts.
    package init(_ variables: [(name: String, type: ValueType)]) {
        names = variables.map(\.name)
        types = Dictionary(variables.map { ($0.name, $0.type) }) { $1 }
    }

    /// The type of a variable; `nil` if it is not declared.
    package func type(of name: String) -> ValueType? { types[name] }

    /// The path to a field of a declared record, for example `facts.records` for `records`.
    func path(toField field: String) -> String? {
        for name in names {
            if case .record(let record) = types[name], record.type(of: field) != nil {
                return "\(name).\(field)"
            }
        }
        return nil
    }

    /// A declared record whose fields have a name of their own, as steps and facts have, and which has this one.
    func record(holding field: String) -> (name: String, member: String)? {
        for name in names {
            if case .record(let record) = types[name], let member = record.member,
                record.type(of: field) != nil
            {
                return (name, member)
            }
        }
        return nil
    }
}
