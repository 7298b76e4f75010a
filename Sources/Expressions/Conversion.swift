import Chronology

/// Conversions between types; a value that has no counterpart is an error.
enum Conversion {
    static func convert(_ value: Value, by function: Function) throws(Fault) -> Value {
        let result: Value? =
            switch function {
            case .bool: bool(value)
            case .int: try int(value)
            case .uint: try uint(value)
            case .double: double(value)
            case .string: string(value)
            case .bytes: bytes(value)
            case .timestamp: try timestamp(value)
            case .duration: try duration(value)
            default: nil
            }
        if let result { return result }
        switch value {
        case .string, .bytes:
            throw Fault(.conversion, "the \(value.spokenType) is no \(function.rawValue)")
        default:
            throw Fault(.type, "a \(value.spokenType) cannot become a \(function.rawValue)")
        }
    }

    /// The position that a number names in a list; `nil` if it is not whole.
    static func index(_ value: Value) -> Int? {
        switch value {
        case .int(let number): Int(exactly: number)
        case .uint(let number): Int(clamping: number)
        case .double(let number):
            number.magnitude < 0x1p53 && Double(Int(number)) == number ? Int(number) : nil
        default: nil
        }
    }

    private static func bool(_ value: Value) -> Value? {
        switch value {
        case .bool: return value
        case .string(let text):
            switch text {
            case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
            case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
            default: return nil
            }
        default: return nil
        }
    }

    private static func int(_ value: Value) throws(Fault) -> Value? {
        switch value {
        case .int: return value
        case .uint(let number):
            guard let result = Int64(exactly: number) else { throw outOfRange("\(number)", "int") }
            return .int(result)
        case .double(let number):
            // The borders themselves are refused: doubles next to them are not exact.
            guard number > -0x1p63, number < 0x1p63 else { throw outOfRange("\(number)", "int") }
            return .int(Int64(number))
        case .string(let text): return Int64(text).map { .int($0) }
        case .timestamp(let moment): return .int(moment.seconds)
        default: return nil
        }
    }

    private static func uint(_ value: Value) throws(Fault) -> Value? {
        switch value {
        case .uint: return value
        case .int(let number):
            guard let result = UInt64(exactly: number) else {
                throw outOfRange("\(number)", "uint")
            }
            return .uint(result)
        case .double(let number):
            guard number >= 0, number < 0x1p64 else { throw outOfRange("\(number)", "uint") }
            return .uint(UInt64(number))
        case .string(let text): return UInt64(text).map { .uint($0) }
        default: return nil
        }
    }

    private static func outOfRange(_ number: String, _ type: String) -> Fault {
        Fault(.overflow, "\(number) is out of the range of \(type)")
    }

    private static func double(_ value: Value) -> Value? {
        switch value {
        case .double: value
        case .int(let number): .double(Double(number))
        case .uint(let number): .double(Double(number))
        case .string(let text): Double(text).map { .double($0) }
        default: nil
        }
    }

    private static func string(_ value: Value) -> Value? {
        switch value {
        case .string: value
        case .bool(let flag): .string(flag ? "true" : "false")
        case .int(let number): .string(String(number))
        case .uint(let number): .string(String(number))
        case .double(let number): .string(text(of: number))
        case .bytes(let octets): String(validating: octets, as: UTF8.self).map { .string($0) }
        case .timestamp(let moment): .string(moment.rfc3339)
        case .duration(let length): .string(length.celText)
        case .ip(let address): .string(address.description)
        case .cidr(let network): .string(network.description)
        default: nil
        }
    }

    /// The shortest text that reads back as the number, without an empty fraction.
    static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "+Infinity" }
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func bytes(_ value: Value) -> Value? {
        switch value {
        case .bytes: value
        case .string(let text): .bytes(Array(text.utf8))
        default: nil
        }
    }

    private static func timestamp(_ value: Value) throws(Fault) -> Value? {
        switch value {
        case .timestamp: return value
        case .int(let seconds):
            return .timestamp(try TimeRange.checked(Timestamp(seconds: seconds)))
        case .string(let text):
            guard let moment = Timestamp(rfc3339: text) else { return nil }
            return .timestamp(try TimeRange.checked(moment))
        default: return nil
        }
    }

    private static func duration(_ value: Value) throws(Fault) -> Value? {
        switch value {
        case .duration: return value
        case .int(let seconds): return .duration(try TimeRange.checked(.seconds(seconds)))
        case .string(let text):
            guard let length = Duration(celText: text) else { return nil }
            return .duration(try TimeRange.checked(length))
        default: return nil
        }
    }
}

extension Value {
    /// A key as messages show it; texts are cut short.
    var shown: String {
        switch self {
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)u"
        case .double(let number): "\(number)"
        case .string(let text): "'\(text.unicodeScalars.prefix(40))'"
        default: "of type \(spokenType)"
        }
    }
}
