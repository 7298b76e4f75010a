import Diagrams
import Foundation
import Testing

@Suite struct SVGTests {
    /// A frame as it stands in the file.
    private struct Frame {
        let kind: String
        let x: Int
        let y: Int
        let width: Int
        let height: Int

        func holds(_ other: Frame) -> Bool {
            other.x >= x && other.y >= y && other.x + other.width <= x + width
                && other.y + other.height <= y + height
        }

        func overlaps(_ other: Frame) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height
                && other.y < y + height
        }
    }

    private static let runbooks = DrawnRunbooks.shipped + ["hostile"]

    private func svg(_ id: String) throws -> String { try Diagram(DrawnRunbooks.named(id)).svg }

    private func frames(_ svg: String) -> [Frame] {
        svg.matches(
            of: #/<rect class="([a-z -]+)" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/#
        ).map { match in
            Frame(
                kind: String(match.1.split(separator: " ")[0]), x: Int(match.2) ?? -1,
                y: Int(match.3) ?? -1, width: Int(match.4) ?? -1, height: Int(match.5) ?? -1)
        }
    }

    @Test(arguments: runbooks)
    func `no box lies over another unless it is inside it`(id: String) throws {
        let svg = try svg(id)
        let all = frames(svg)
        #expect(all.count > 2)
        let page = try #require(svg.firstMatch(of: #/viewBox="0 0 (\d+) (\d+)"/#))
        let paper = Frame(
            kind: "page", x: 0, y: 0, width: Int(page.1) ?? 0, height: Int(page.2) ?? 0)
        for (index, frame) in all.enumerated() {
            #expect(frame.width > 0 && frame.height > 0 && paper.holds(frame))
            for other in all[(index + 1)...] {
                let isApart = !frame.overlaps(other) || frame.holds(other) || other.holds(frame)
                #expect(isApart, "\(id): \(frame) and \(other)")
            }
        }
    }

    @Test(arguments: runbooks)
    func `every text stands in a box and ends inside it`(id: String) throws {
        let svg = try svg(id)
        let all = frames(svg)
        let top = all.map(\.y).min() ?? 0
        let texts = svg.matches(of: #/<text class="([a-z]+)" x="(\d+)" y="(\d+)">([^<]*)</text>/#)
        #expect(texts.count > 10)
        let sizes = ["title": 18, "heading": 14, "note": 11]
        for match in texts {
            guard let x = Int(match.2), let y = Int(match.3), y > top else { continue }
            // A plain letter is at least a quarter of its size wide, and at most a whole one.
            let text = match.4.replacingOccurrences(
                of: "&[a-z0-9#]+;", with: "x", options: .regularExpression)
            let size = sizes[String(match.1)] ?? 12
            let point = Frame(
                kind: "text", x: x, y: y - size, width: text.count * size / 4, height: size)
            #expect(all.contains { $0.holds(point) }, "\(id): \(match.4) at \(x), \(y)")
        }
    }

    @Test(arguments: runbooks)
    func `a drawing is well-formed and has nothing that runs or is fetched`(id: String) throws {
        let svg = try svg(id)
        for word in ["<script", "<img", "onerror=alert(1)>", "@import", "url(", "href", "<foreign"]
        {
            #expect(!svg.contains(word), "\(word)")
        }
        #expect(svg.contains("prefers-color-scheme: dark"))
        #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""))
        let elements = svg.matches(of: #/<(/?)([a-z]+)([^<>]*?)(/?)>/#)
        var open: [Substring] = []
        for element in elements {
            if element.1 == "/" {
                #expect(open.popLast() == element.2)
            } else if element.4 != "/" {
                open.append(element.2)
            }
        }
        #expect(open.isEmpty)
        #expect(!svg.contains("& ") && svg.count { $0 == "<" } == elements.count)
    }

    @Test func `who does not see the drawing reads the whole of it as its description`() throws {
        let diagram = Diagram(try DrawnRunbooks.named("ransomware"))
        let start = try #require(diagram.svg.firstRange(of: "<desc id=\"runbook-desc\">"))
        let end = try #require(diagram.svg.firstRange(of: "</desc>"))
        let lines = diagram.svg[start.upperBound..<end.lowerBound].split(separator: "\n")
        #expect(lines.count == diagram.textLines.count)
        #expect(diagram.svg.contains("<title id=\"runbook-title\">ransomware "))
    }
}
