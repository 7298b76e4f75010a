/// The loops behind the macros.
extension Evaluator {
    mutating func run(_ loop: Comprehension) throws(Fault) -> Value {
        let range = try value(of: loop.range)
        switch (loop.kind, loop.condition, loop.result) {
        case (.all, let condition?, _):
            return .bool(try decide(loop, over: range, condition, until: false))
        case (.exists, let condition?, _):
            return .bool(try decide(loop, over: range, condition, until: true))
        case (.existsOne, let condition?, _):
            var count = 0
            try forEach(loop, over: range, where: condition) { (_, _) throws(Fault) in count += 1 }
            return .bool(count == 1)
        case (.filter, let condition?, _):
            var kept: [Value] = []
            try forEach(loop, over: range, where: condition) { (_, element) throws(Fault) in
                kept.append(element)
            }
            return .list(kept)
        case (.transformList, let condition, let result?):
            var values: [Value] = []
            try forEach(loop, over: range, where: condition) { (evaluator, _) throws(Fault) in
                values.append(try evaluator.value(of: result))
            }
            return .list(values)
        case (_, let condition, let result?):
            return try transformMap(loop, over: range, where: condition, result)
        default: throw Fault(.unsupported, "the loop has no body")
        }
    }

    private mutating func transformMap(
        _ loop: Comprehension, over range: Value, where condition: Int?, _ result: Int
    ) throws(Fault) -> Value {
        var entries: [MapEntry] = []
        let makesEntries = loop.kind == .transformMapEntry
        try forEach(loop, over: range, where: condition) { (evaluator, key) throws(Fault) in
            let value = try evaluator.value(of: result)
            guard makesEntries else {
                return try evaluator.insert(MapEntry(key: key, value: value), into: &entries)
            }
            guard case .map(let added) = value else {
                throw Fault(.type, "'transformMapEntry' needs a map for each element")
            }
            for entry in added { try evaluator.insert(entry, into: &entries) }
        }
        return .map(entries)
    }

    /// `all` and `exists`: one deciding element outweighs errors in the others.
    private mutating func decide(
        _ loop: Comprehension, over range: Value, _ condition: Int, until decisive: Bool
    ) throws(Fault) -> Bool {
        var failure: Fault?
        var cursor = try Cursor(range)
        while let item = cursor.next() {
            bind(loop, item)
            do {
                if try bool(condition, for: "the condition of a loop") == decisive {
                    return decisive
                }
            } catch {
                if error.code == .costLimit { throw error }
                if failure == nil { failure = error }
            }
        }
        if let failure { throw failure }
        return !decisive
    }

    /// Runs `body` for every element that fulfils the condition, with the first loop variable's
    /// value.
    private mutating func forEach(
        _ loop: Comprehension, over range: Value, where condition: Int?,
        _ body: (inout Evaluator, Value) throws(Fault) -> Void
    ) throws(Fault) {
        var cursor = try Cursor(range)
        while let item = cursor.next() {
            try charge(1)
            bind(loop, item)
            if let condition, !(try bool(condition, for: "the condition of a loop")) { continue }
            try body(&self, locals[loop.local])
        }
    }

    private mutating func bind(_ loop: Comprehension, _ item: Cursor.Item) {
        locals[loop.local] = loop.hasTwoVariables ? item.place : item.single
        if loop.hasTwoVariables { locals[loop.local + 1] = item.value }
    }

    /// Steps through a list or a map.
    private struct Cursor {
        struct Item {
            /// The index in a list, or the key in a map.
            let place: Value
            let value: Value
            /// What a single loop variable stands for: the element of a list, or the key in a map.
            let single: Value
        }

        private let elements: [Value]
        private let entries: [MapEntry]
        private var position = 0

        init(_ range: Value) throws(Fault) {
            switch range {
            case .list(let list): (elements, entries) = (list, [])
            case .map(let map): (elements, entries) = ([], map)
            default: throw Fault(.type, "a loop runs over a list or map, not \(range.spokenType)")
            }
        }

        mutating func next() -> Item? {
            defer { position += 1 }
            if position < elements.count {
                let element = elements[position]
                return Item(place: .int(Int64(position)), value: element, single: element)
            }
            guard position < entries.count else { return nil }
            let entry = entries[position]
            return Item(place: entry.key, value: entry.value, single: entry.key)
        }
    }
}
