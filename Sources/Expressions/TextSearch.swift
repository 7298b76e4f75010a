/// Finds the places of a part in time linear in both lengths (Knuth, Morris and Pratt).
struct TextSearch<Unit: Equatable> {
    private let part: [Unit]
    /// How long the longest beginning is that ends each beginning of the part.
    private let borders: [Int]

    /// Prepares the search for a part that is not empty.
    init(for part: [Unit]) {
        self.part = part
        var borders = Array(repeating: 0, count: part.count)
        var length = 0
        for index in part.indices.dropFirst() {
            while length > 0, part[index] != part[length] { length = borders[length - 1] }
            if part[index] == part[length] { length += 1 }
            borders[index] = length
        }
        self.borders = borders
    }

    /// The places where the part begins; if they may not overlap, the earlier ones win.
    func places(in whole: [Unit], from start: Int = 0, overlapping: Bool, most: Int) -> [Int] {
        var places: [Int] = []
        guard !part.isEmpty, most > 0 else { return [] }
        var length = 0
        for index in whole.indices.dropFirst(start) {
            while length > 0, whole[index] != part[length] { length = borders[length - 1] }
            if whole[index] == part[length] { length += 1 }
            guard length == part.count else { continue }
            places.append(index + 1 - length)
            if places.count == most { break }
            length = overlapping ? borders[length - 1] : 0
        }
        return places
    }

    func isFound(in whole: [Unit]) -> Bool {
        part.isEmpty || !places(in: whole, overlapping: false, most: 1).isEmpty
    }
}
