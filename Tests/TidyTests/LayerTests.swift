import Testing

/// What each target may import, as the architecture draws it; `Chronology` is below all of them.
private let allowedImports: [String: Set<String>] = [
    "Chronology": [],
    "Expressions": [],
    "Runbooks": ["Expressions", "Yams"],
    "Diagrams": ["Runbooks"],
    "Engine": ["Runbooks", "Expressions", "OrderedCollections"],
    "Incidents": ["Engine", "Runbooks", "Expressions", "OrderedCollections"],
    "Proofs": ["Engine", "Expressions", "Incidents", "OrderedCollections", "Runbooks"],
    "Rehearsals": ["Engine", "Expressions", "Incidents", "OrderedCollections", "Runbooks"],
    "Organisation": ["Incidents", "Runbooks"],
    "Journal": ["Foundation", "GRDB", "GRDBSQLite", "Crypto", "Transparency"],
    "Transparency": ["Crypto"],
    "Notifications": ["CCurl", "Crypto", "FoundationEssentials", "Glibc", "Synchronization"],
    "Reports": ["FoundationEssentials"],
    "Application": [
        "CStarters",
        "Engine", "Expressions", "Foundation", "Incidents", "Journal", "Notifications",
        "OrderedCollections", "Organisation", "Reports", "Runbooks", "Synchronization",
        "Transparency",
    ],
    "Commands": [
        "Application", "ArgumentParser", "Diagrams", "Engine", "Expressions", "Foundation",
        "Incidents", "Journal", "Notifications", "OrderedCollections", "Organisation", "Proofs",
        "Rehearsals", "Reports", "Runbooks", "Transparency",
    ],
    "muster": ["Commands", "Foundation"],
]

/// Targets whose results depend on nothing but their arguments.
private let pureTargets: Set = [
    "Chronology", "Diagrams", "Expressions", "Runbooks", "Engine", "Incidents", "Proofs",
    "Organisation", "Rehearsals", "Transparency",
]

@Suite struct LayerTests {
    static let sources = SourceTree.sources

    private func imports(of file: SourceTree.File) -> [String] {
        file.bareLines.compactMap { line in
            let words = line.code.split(separator: " ")
            guard let index = words.firstIndex(of: "import"),
                words[..<index].allSatisfy({ !$0.contains("(") || $0.hasPrefix("@") }),
                index + 1 < words.count
            else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "var"]
            let name = words[index + 1]
            let module = kinds.contains(name) ? words[words.count - 1] : name
            return module.split(separator: ".").first.map(String.init)
        }
    }

    @Test func `the sources are found`() {
        #expect(SourceTree.sources.count > 100)
        #expect(Set(SourceTree.sources.map(\.target)) == Set(allowedImports.keys))
    }

    @Test(arguments: sources)
    func `a target imports only what lies below it`(file: SourceTree.File) {
        let allowed = (allowedImports[file.target] ?? []).union(["Chronology"])
        for module in imports(of: file) where file.target != module {
            #expect(allowed.contains(module), "\(file.path) imports \(module)")
        }
    }

    @Test(arguments: sources.filter { pureTargets.contains($0.target) })
    func `a pure target knows no Foundation, clock, chance, file or lock`(file: SourceTree.File) {
        let banned = [
            "FoundationEssentials", "Foundation", "Glibc", "ContinuousClock", "SuspendingClock",
            "SystemRandomNumberGenerator", ".random(", ".randomElement", ".shuffled", "Mutex",
            "FileManager", "Task", "async", "DispatchQueue",
        ]
        for line in file.bareLines {
            let words = line.code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            for word in banned {
                let isThere =
                    word.hasPrefix(".")
                    ? line.code.contains(word) : words.contains(Substring(word))
                #expect(!isThere, "\(file.path):\(line.number) uses \(word)")
            }
        }
    }

    @Test(arguments: sources.filter { !["Commands", "muster"].contains($0.target) })
    func `only the commands print`(file: SourceTree.File) {
        for line in file.bareLines {
            let words = line.code.split { !($0.isLetter || $0.isNumber || $0 == "(") }
            let prints = words.contains { word in
                ["print(", "debugPrint(", "dump(", "puts("].contains { word.hasPrefix($0) }
            }
            #expect(!prints, "\(file.path):\(line.number) prints")
            #expect(
                !line.code.contains("FileHandle.standard"),
                "\(file.path):\(line.number) uses the terminal")
        }
    }

    /// `guide` ends in the handler of Ctrl-C, where nothing but `_exit` may be called.
    private static let mayEndInHandler: Set = ["Sources/Commands/Respond/Guide.swift"]

    @Test(arguments: sources.filter { $0.target != "muster" })
    func `only the executable exits`(file: SourceTree.File) {
        for line in file.bareLines {
            let calls = line.code.split { !($0.isLetter || $0 == "(" || $0 == "." || $0 == "_") }
            let ends = Self.mayEndInHandler.contains(file.path) ? ["exit("] : ["exit(", "_exit("]
            let exits = calls.contains { call in ends.contains { call.hasPrefix($0) } }
            #expect(!exits, "\(file.path):\(line.number) exits")
        }
    }
}
