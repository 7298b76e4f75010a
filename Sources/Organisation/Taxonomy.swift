package import Incidents

/// A scheme of kinds of incidents besides the categories of ISO/IEC 27035, with the categories that fit each class.
package struct Taxonomy: Sendable, Equatable {
    /// A kind within a class.
    package struct Kind: Sendable, Equatable {
        package let id: String
        package let label: String
    }

    /// A class, which every incident that is tagged has; the kind in it may stay open.
    package struct Class: Sendable, Equatable {
        package let id: String
        package let label: String
        /// The categories of ISO/IEC 27035 that fit; empty where it is no incident in its sense.
        package let categories: [Category]
        package let types: [Kind]
    }

    package let id: String
    package let version: String
    package let title: String
    package let classes: [Class]

    /// Every tag that there is, `rsit:intrusions` before `rsit:intrusions/burglary`.
    package var tags: [String] {
        classes.flatMap { item in
            ["\(id):\(item.id)"] + item.types.map { "\(id):\(item.id)/\($0.id)" }
        }
    }

    /// The class of a tag; `nil` if the tag is of another taxonomy, or none of this.
    package func classOf(tag: String) -> Class? {
        guard tags.contains(tag) else { return nil }
        let name = tag.dropFirst(id.count + 1).prefix { $0 != "/" }
        return classes.first { $0.id == name }
    }
}

extension [Taxonomy] {
    /// The class of a tag in any of them.
    package func classOf(tag: String) -> Taxonomy.Class? {
        lazy.compactMap { $0.classOf(tag: tag) }.first
    }

    /// The category that all tags leave: the only one that fits each of them; `nil` if none or several do.
    package func category(of tags: [String]) -> Category? {
        let fitting = tags.compactMap { classOf(tag: $0)?.categories }
        guard let first = fitting.first else { return nil }
        let common = first.filter { one in fitting.allSatisfy { $0.contains(one) } }
        return common.count == 1 ? common[0] : nil
    }
}
