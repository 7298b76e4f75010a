/// The functions of the extension "network"; `nil` for operands that a function does not take.
enum NetworkFunctions {
    static func apply(_ function: Function, _ operands: [Value]) throws(Fault) -> Value? {
        switch (function, operands[0]) {
        case (.isIP, .string(let text)): return .bool(IPAddress(text) != nil)
        case (.isCIDR, .string(let text)): return .bool(IPNetwork(text) != nil)
        case (.isCanonical, .string(let text)):
            return .bool(try address(text).description.hasSameScalars(as: text))
        case (.ip, .string(let text)): return .ip(try address(text))
        case (.ip, .cidr(let network)): return .ip(network.address)
        case (.cidr, .string(let text)): return .cidr(try network(text))
        case (.masked, .cidr(let network)): return .cidr(network.masked)
        case (.prefixLength, .cidr(let network)): return .int(Int64(network.prefixLength))
        case (.containsIP, .cidr(let network)):
            switch operands[1] {
            case .ip(let member): return .bool(network.contains(member))
            case .string(let text): return .bool(network.contains(try address(text)))
            default: return nil
            }
        case (.containsCIDR, .cidr(let whole)):
            switch operands[1] {
            case .cidr(let part): return .bool(whole.contains(part))
            case .string(let text): return .bool(whole.contains(try network(text)))
            default: return nil
            }
        case (_, .ip(let address)): return property(function, of: address)
        default: return nil
        }
    }

    private static func property(_ function: Function, of address: IPAddress) -> Value? {
        switch function {
        case .family: .int(address.isVersion4 ? 4 : 6)
        case .isUnspecified: .bool(address.isUnspecified)
        case .isLoopback: .bool(address.isLoopback)
        case .isLinkLocalMulticast: .bool(address.isLinkLocalMulticast)
        case .isLinkLocalUnicast: .bool(address.isLinkLocalUnicast)
        case .isGlobalUnicast: .bool(address.isGlobalUnicast)
        default: nil
        }
    }

    private static func address(_ text: String) throws(Fault) -> IPAddress {
        if let address = IPAddress(text) { return address }
        throw Fault(.conversion, "the string is no IP address")
    }

    private static func network(_ text: String) throws(Fault) -> IPNetwork {
        if let network = IPNetwork(text) { return network }
        throw Fault(.conversion, "the string is no network such as 10.0.0.0/8")
    }
}
