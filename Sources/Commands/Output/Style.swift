internal import Foundation

/// How one output stream is written: with colour or without, in UTF-8 or ASCII, as tables or as labelled lines.
struct Style: Sendable, Equatable {
    var hasColour = false
    var isASCII = false
    var isAccessible = false
    /// Columns of the terminal; `nil` if the stream is none, and then nothing is cut.
    var width: Int?

    /// The emphasis of a word; every one of them also says what it means in letters.
    enum Ink: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    func paint(_ text: String, _ ink: Ink) -> String {
        hasColour ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// What was asked for about colour.
enum ColourChoice: String, Sendable, CaseIterable {
    case auto
    case always
    case never
}

extension Style {
    /// Decides for one stream: the option, then NO_COLOR, then the forcing variables, then whether the stream is a terminal.
    init(
        descriptor: Int32, colour: ColourChoice, isASCII: Bool, isAccessible: Bool,
        environment: [String: String]
    ) {
        let isTerminal = isatty(descriptor) == 1
        self.isASCII = isASCII || !Style.isUTF8(environment)
        self.isAccessible =
            isAccessible || Style.isSet("MUSTER_ACCESSIBLE", environment)
            || Style.isSet("ACCESSIBLE", environment)
        hasColour = Style.wantsColour(colour, isTerminal: isTerminal, environment)
        width = isTerminal ? Style.columns(descriptor) : nil
    }

    private static func wantsColour(
        _ choice: ColourChoice, isTerminal: Bool, _ environment: [String: String]
    ) -> Bool {
        switch choice {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if let value = environment["NO_COLOR"], !value.isEmpty { return false }
        if isSet("CLICOLOR_FORCE", environment) || isSet("FORCE_COLOR", environment) { return true }
        return isTerminal && environment["TERM"] != "dumb" && environment["CLICOLOR"] != "0"
    }

    private static func isSet(_ name: String, _ environment: [String: String]) -> Bool {
        guard let value = environment[name] else { return false }
        return !value.isEmpty && value != "0"
    }

    /// The locale as POSIX finds it; a C locale is ASCII.
    private static func isUTF8(_ environment: [String: String]) -> Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"]
        let value = names.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let upper = value.uppercased()
        return upper.contains("UTF-8") || upper.contains("UTF8")
    }

    private static func columns(_ descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 80 }
        return Int(size.ws_col)
    }
}
