/// Word and character error rate of a text against a known one: least edits by the length of the known one.
///
/// Above 1 when much was added; nil where the known one is empty, which has no rate (compare `edits` with 0 then).
public struct TextErrorRate: Sendable, Hashable {
    public var edits: Int
    public var referenceLength: Int
    public var rate: Double? { referenceLength == 0 ? nil : Double(edits) / Double(referenceLength) }

    /// Over runs between white space.
    public static func words(_ text: String, against reference: String) -> TextErrorRate {
        var index = SymbolIndex()
        let (a, b) = (index.words(of: text), index.words(of: reference))
        var distance = EditDistance(symbolCount: index.words.count)
        return TextErrorRate(edits: distance.between(a[...], b[...]), referenceLength: b.count)
    }

    /// Over Unicode scalars.
    public static func characters(_ text: String, against reference: String) -> TextErrorRate {
        var index = ScalarIndex()
        let (a, b) = (index.scalars(of: text), index.scalars(of: reference))
        var distance = EditDistance(symbolCount: index.count)
        return TextErrorRate(edits: distance.between(a[...], b[...]), referenceLength: b.count)
    }
}
