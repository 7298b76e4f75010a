/// What the functions take, and how large their results can be.
extension Estimator {
    mutating func call(_ function: Function, _ operands: [Int]) -> Estimate {
        var cost: Bound = 0
        var extents: [Extent] = []
        for operand in operands {
            let estimate = visit(operand)
            cost = cost + estimate.cost
            extents.append(estimate.extent)
        }
        guard let first = extents.first else { return Estimate(cost: cost) }
        let own = work(function, first, Array(extents.dropFirst()), operands)
        return Estimate(cost: cost + own.cost, extent: own.extent)
    }

    private func work(
        _ function: Function, _ first: Extent, _ rest: [Extent], _ operands: [Int]
    ) -> Estimate {
        let octets = first.octets.mapped(Cost.octets)
        let more = rest.first?.octets.mapped(Cost.octets) ?? 0
        switch function {
        case .dyn, .optionalOf, .optionalOfNonZeroValue, .value:
            return Estimate(cost: 0, extent: first)
        case .or, .orValue: return Estimate(cost: 0, extent: first.joined(with: rest[0], bounds))
        case .string:
            return Estimate(cost: octets, extent: Extent(octets: max(first.octets, 64)))
        case .bytes, .lowerAscii, .upperAscii, .trim, .reverse, .substring, .decode:
            return Estimate(cost: octets, extent: Extent(octets: first.octets))
        case .charAt: return Estimate(cost: octets, extent: Extent(octets: 4))
        case .quote, .encode:
            return Estimate(cost: octets, extent: Extent(octets: first.octets * 2 + 4))
        case .matches:
            let compilation = rest[0].octets.mapped(Cost.compilation)
            let automaton = automaton(states: Limits.patternStates, over: first.octets)
            return Estimate(cost: octets + compilation + automaton)
        case .replace: return replace(first, rest, operands)
        case .split:
            let pieces = places(in: first, of: operands[1]) + 1
            return Estimate(
                cost: octets + more + pieces.mapped(Cost.elements),
                extent: Extent(count: pieces, of: Extent(octets: first.octets)))
        case .join:
            let length = first.count * (first.part(bounds).octets + (rest.first?.octets ?? 0))
            return Estimate(
                cost: first.count.mapped(Cost.elements) + length.mapped(Cost.octets),
                extent: Extent(octets: length))
        case .format: return format(first, rest[0])
        default:
            return Estimate(cost: octets + more + first.count.mapped(Cost.elements))
        }
    }

    /// How often a part can occur in a text: everywhere, unless it is a literal with a length.
    private func places(in whole: Extent, of part: Int) -> Bound {
        guard case .constant(.string(let text)) = program.nodes[part], !text.isEmpty else {
            return whole.octets + 1
        }
        return whole.octets.mapped { $0 / text.utf8.count }
    }

    private func replace(_ whole: Extent, _ rest: [Extent], _ operands: [Int]) -> Estimate {
        let places = places(in: whole, of: operands[1])
        let length = whole.octets + places * rest[1].octets
        let read =
            whole.octets.mapped(Cost.octets)
            + (rest[0].octets + rest[1].octets).mapped(Cost.octets)
        return Estimate(
            cost: read + length.mapped(Cost.octets), extent: Extent(octets: length))
    }

    private func format(_ template: Extent, _ values: Extent) -> Estimate {
        let clauses = min(values.count, template.octets.mapped { $0 / 2 })
        let shown = shown(values.part(bounds))
        // A number with 309 digits before the point and 100 behind it.
        let length = max(shown.length, 420)
        let each = shown.cost + Bound(Cost.number) + length.mapped(Cost.octets)
        return Estimate(
            cost: template.octets.mapped(Cost.octets) + clauses * each,
            extent: Extent(octets: template.octets + clauses * length))
    }

    /// What it takes to write a value as text, and how long the text can be.
    private func shown(_ value: Extent) -> (cost: Bound, length: Bound) {
        let text = max(value.octets, 64)
        let own = 1 + text.mapped(Cost.octets)
        guard value.count > 0 else { return (own, text * 2) }
        if value.isFree { return (.unlimited, .unlimited) }
        let part = shown(value.part(bounds))
        return (
            own + value.count * 2 * part.cost, text * 2 + value.count * (2 * part.length + 4) + 2
        )
    }
}
