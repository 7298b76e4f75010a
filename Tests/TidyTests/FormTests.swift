import Foundation
import Testing

@Suite struct FormTests {
    static let all = SourceTree.all
    static let sources = SourceTree.sources

    @Test(arguments: all)
    func `a file has at most 500 lines`(file: SourceTree.File) {
        #expect(file.lines.count <= 501, "\(file.path) has \(file.lines.count) lines")
    }

    @Test(arguments: all)
    func `a function fits on a screen`(file: SourceTree.File) {
        for function in Function.all(in: file.bareLines) {
            #expect(
                function.lines <= 70,
                "\(file.path):\(function.start) \(function.name) has \(function.lines) lines")
        }
    }

    @Test func `functions are counted as they are written`() {
        let text = """
            struct A {
                init(_ text: String = "{") {
                    run { () -> Void in } // }
                }
                func long(
                    _ body: () -> Void = {}
                ) {
                    let text = "\\(words.map { "}" })"
                    func inner() {}
                }
                var size: Int { 3 }
            }
            """
        let found = Function.all(in: SwiftText.bareLines(of: text))
        #expect(found.map(\.name).map { $0.prefix(4) } == ["init", "long", "inne"])
        #expect(found.map(\.start) == [2, 5, 9])
        #expect(found.map(\.lines) == [3, 6, 1])
    }

    @Test func `strings and comments are no code`() {
        let text = "let a = \"try!\" // as!\n/* x */ b\n#\"\"\"\n}\n\"\"\"#; c"
        let code = SwiftText.bareLines(of: text).map(\.code)
        #expect(code == ["let a = \"\" ", " b", "\"\"", "", "; c"])
    }

    @Test(arguments: all)
    func `no file is a drawer for odds and ends`(file: SourceTree.File) {
        for word in ["Helper", "Util", "Manager", "Common", "Misc"] {
            #expect(!file.name.contains(word), "\(file.path)")
        }
    }

    @Test(arguments: sources)
    func `a type that others see is documented`(file: SourceTree.File) {
        let lines = file.lines
        let kinds = ["struct", "enum", "class", "actor", "protocol", "typealias"]
        for (index, line) in lines.enumerated() {
            let words = line.split(separator: " ").filter {
                !["indirect", "final", "nonisolated"].contains($0)
            }
            guard words.count > 2, words[0] == "package", kinds.contains(String(words[1])) else {
                continue
            }
            var above = index - 1
            while above >= 0, lines[above].drop(while: \.isWhitespace).hasPrefix("@") { above -= 1 }
            let isDocumented =
                above >= 0 && lines[above].drop(while: \.isWhitespace).hasPrefix("///")
            #expect(isDocumented, "\(file.path):\(index + 1) \(words[2]) has no description")
        }
    }

    @Test(arguments: all)
    func `no banned word is used`(file: SourceTree.File) {
        let banned = ["fatal" + "Error(", "try" + "!", "as" + "!", "nonisolated(" + "unsafe)"]
        for line in file.bareLines {
            for word in banned where !file.isShim {
                #expect(!line.code.contains(word), "\(file.path):\(line.number) has \(word)")
            }
        }
        for (index, line) in file.lines.enumerated() {
            for word in ["TO" + "DO", "FIX" + "ME", "XX" + "X"] where !file.isTidy {
                let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
                #expect(!words.contains(Substring(word)), "\(file.path):\(index + 1) has \(word)")
            }
            if file.target != "Notifications", !file.isTidy {
                #expect(
                    !line.contains("@unchecked " + "Sendable"), "\(file.path):\(index + 1)")
            }
        }
    }
}

extension SourceTree.File {
    /// The target that wraps C may do what its owner types need.
    fileprivate var isShim: Bool { target == "Notifications" && path.hasPrefix("Sources") }
    fileprivate var isTidy: Bool { target == "TidyTests" }
}

/// A function with its first line and its length.
private struct Function {
    let name: String
    let start: Int
    var lines: Int

    /// All functions and initialisers with a body, nested ones too, found by their braces.
    static func all(in lines: [BareLine]) -> [Function] {
        var found: [Function] = []
        var open: [(function: Int?, depth: Int)] = []
        var pending: Function?
        var parentheses = 0
        for line in lines {
            if let name = declared(line.code) {
                pending = Function(name: name, start: line.number, lines: 0)
                parentheses = 0
            }
            for character in line.code {
                switch character {
                case "(": parentheses += 1
                case ")": parentheses -= 1
                case "{":
                    if let function = pending, parentheses <= 0 {
                        found.append(function)
                        open.append((found.count - 1, 0))
                        pending = nil
                    } else {
                        open.append((nil, 0))
                    }
                case "}":
                    guard let last = open.popLast() else { continue }
                    if let index = last.function {
                        found[index].lines = line.number - found[index].start + 1
                    }
                default: break
                }
            }
        }
        return found
    }

    private static func declared(_ code: String) -> String? {
        let words = code.split(separator: " ")
        if let index = words.firstIndex(of: "func"), index + 1 < words.count {
            return String(words[index + 1])
        }
        let first = words.first { !["package", "private", "fileprivate", "public"].contains($0) }
        return first.flatMap { $0.hasPrefix("init(") || $0.hasPrefix("init?(") ? "init" : nil }
    }
}
