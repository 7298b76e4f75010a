import Foundation
import Testing

@Suite struct ManifestTests {
    /// The upcoming features that the compiler knows; a misspelt one would be off without a word.
    private static let known: Set = [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
        "InferIsolatedConformances", "NonisolatedNonsendingByDefault", "ImmutableWeakCaptures",
    ]

    private static func features(in manifest: String) -> [String] {
        manifest.components(separatedBy: ".enableUpcomingFeature(\"").dropFirst().compactMap {
            $0.components(separatedBy: "\"").first
        }
    }

    @Test func `the upcoming features are spelt as the compiler knows them`() throws {
        let features = Self.features(in: try SourceTree.text("Package.swift"))
        #expect(Set(features) == Self.known)
        #expect(features.count == Self.known.count)
    }

    @Test func `every Swift target is strict and takes warnings as errors`() throws {
        let manifest = try SourceTree.text("Package.swift")
        #expect(manifest.contains(".swiftLanguageMode(.v6)"))
        #expect(manifest.contains(".treatAllWarnings(as: .error)"))
        #expect(manifest.contains("where ![\"CCurl\", \"CStarters\"].contains(target.name)"))
    }

    @Test func `the form of the code is configured`() throws {
        let configuration = try SourceTree.text(".swift-format")
        let fields = try #require(
            try JSONSerialization.jsonObject(with: Data(configuration.utf8)) as? [String: Any])
        #expect(fields["lineLength"] as? Int == 100)
        let rules = try #require(fields["rules"] as? [String: Bool])
        for rule in ["NeverForceUnwrap", "NeverUseForceTry", "ReplaceForEachWithForLoop"] {
            #expect(rules[rule] == true, "\(rule)")
        }
    }

    @Test func `every target of the sources has tests in the manifest`() throws {
        let manifest = try SourceTree.text("Package.swift")
        for target in Set(SourceTree.tests.map(\.target)) {
            let isNamed = manifest.contains("name: \"\(target)\"")
            #expect(isNamed, "\(target) is never run")
        }
    }
}
