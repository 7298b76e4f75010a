import Foundation
import Testing

@testable import Expressions

/// The conformance data of the CEL definition, as far as it needs no messages.
@Suite struct ConformanceTests {
    /// The data lies beside the package, or where `MUSTER_CONFORMANCE` says.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["MUSTER_CONFORMANCE"] {
            return URL(filePath: path).appending(path: "cel")
        }
        let package = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return package.appending(path: "../shared/conformance/cel").standardizedFileURL
    }()

    static let isAvailable = FileManager.default.fileExists(atPath: folder.path)

    static let files = [
        "basic", "bindings_ext", "block_ext", "comparisons", "conversions", "encoders_ext",
        "fields",
        "fp_math", "integer_math", "lists", "logic", "macros", "macros2", "math_ext", "namespace",
        "network_ext", "optionals", "parse", "plumbing", "string", "string_ext", "timestamps",
        "type_deduction",
    ]

    private static let functions = "functions cannot be declared"

    /// Cases that fail on purpose, with the reason.
    static let excluded: [String: String] = [
        "type_deduction/type_parameters/multiple_parameters_generality": functions,
        "type_deduction/type_parameters/multiple_parameters_generality_2": functions,
        "type_deduction/type_parameters/multiple_parameters_parameterized_ovl": functions,
        "type_deduction/type_parameters/multiple_parameters_parameterized_ovl_2": functions,
    ]

    static func cases(of file: String) throws -> [ConformanceCase] {
        let text = try String(contentsOf: folder.appending(path: "\(file).jsonl"), encoding: .utf8)
        let decoder = JSONDecoder()
        return try text.split(separator: "\n").map {
            try decoder.decode(ConformanceCase.self, from: Data($0.utf8))
        }
    }

    @Test(.enabled(if: isAvailable), arguments: files)
    func `every case gives what the definition says`(file: String) throws {
        let cases = try Self.cases(of: file)
        #expect(!cases.isEmpty)
        for item in cases where Self.excluded[item.path] == nil {
            let failure = item.failure()
            #expect(failure == nil, "\(item.path)")
        }
    }

    @Test(.enabled(if: isAvailable))
    func `all files of the data are run`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }
        #expect(Set(names) == Set(Self.files))
        #expect(try Self.files.map { try Self.cases(of: $0).count }.reduce(0, +) >= 1_253)
    }

    @Test(.enabled(if: isAvailable))
    func `every excluded case exists and fails`() throws {
        let cases = try Self.files.flatMap { try Self.cases(of: $0) }
        for (path, reason) in Self.excluded {
            let named = cases.filter { $0.path == path }
            #expect(!named.isEmpty, "\(path) is gone")
            for item in named { #expect(item.failure() != nil, "\(path): \(reason)") }
        }
    }
}
