internal import Foundation

/// Examples of a help text, each on lines that can be pasted at any width of the terminal.
///
/// A line that is too long would be wrapped anywhere; it is broken between two words with a backslash instead.
func examples(_ lines: String...) -> String {
    let width = helpWidth
    return (lines.count == 1 ? "Example:" : "Examples:")
        + lines.map { "\n" + broken($0, to: width).joined(separator: "\n") }.joined()
}

/// The columns of a help text, found in the way of the library that prints it.
private var helpWidth: Int {
    if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }) {
        return columns
    }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
}

/// A command in lines of a width, indented, each but the last with a backslash at its end.
func broken(_ command: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = " "
    for word in shellWords(command) {
        // Two columns for the blank and the backslash; a word that is too long by itself stays whole.
        if line.count + 1 + word.count + 2 > width, line.contains(where: { $0 != " " }) {
            lines.append(line + " \\")
            line = "   "
        }
        line += " " + word
    }
    return lines + [line]
}

/// The words of a command, each with its quotes.
private func shellWords(_ command: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in command {
        if character == quote {
            quote = nil
        } else if quote == nil, character == "'" || character == "\"" {
            quote = character
        }
        if character == " ", quote == nil {
            words.append(word)
            word = ""
        } else {
            word.append(character)
        }
    }
    return words + [word]
}
