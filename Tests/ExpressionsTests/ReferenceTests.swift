import Foundation
import Testing

@testable import Expressions

/// The reference names everything that an expression can call.
@Suite struct ReferenceTests {
    private static let page: String? = {
        let package = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try? String(
            contentsOf: package.appending(path: "docs/reference/expressions.md"), encoding: .utf8)
    }()

    @Test(arguments: Function.allCases)
    func `every function is in the reference`(function: Function) throws {
        let page = try #require(Self.page)
        for overload in function.overloads {
            let name = function.rawValue
            if overload.style != .method { #expect(page.contains("`\(name)("), "\(name)(…)") }
            if overload.style != .global { #expect(page.contains(".\(name)("), "x.\(name)(…)") }
        }
    }

    @Test(
        arguments: Function.methodMacros.map { ".\($0)(" } + Function.globalMacros.map { "`\($0)(" }
    )
    func `every macro is in the reference`(call: String) throws {
        let page = try #require(Self.page)
        // The macro with another spelling is named beside the usual one.
        let isNamed = page.contains(call) || page.contains("`\(call.dropFirst().dropLast())`")
        #expect(isNamed, "\(call)")
    }

    @Test func `every type is in the reference`() throws {
        let page = try #require(Self.page)
        for name in Value.typeNames { #expect(page.contains("`\(name)`"), "\(name)") }
    }

    @Test func `the limits are those of the program`() throws {
        let page = try #require(Self.page)
        for (row, number) in [
            ("| source | 4,096 bytes |", Limits.sourceBytes),
            ("| parts of the syntax tree | 1,000 |", Limits.nodes),
            ("| nesting | 50 levels |", Limits.depth),
            ("| cost of an evaluation | 100,000 steps |", Limits.cost),
            ("| pattern | 1,024 characters,", Limits.patternLength),
            ("characters, 4,000 states,", Limits.patternStates),
            ("with lists of 100 elements", SizeBounds().elements),
            ("and texts of 1,024 bytes", SizeBounds().octets),
        ] {
            #expect(page.contains(row), "\(row)")
            let digits = row.filter { $0.isNumber }
            #expect(digits == String(number), "\(row)")
        }
    }
}
