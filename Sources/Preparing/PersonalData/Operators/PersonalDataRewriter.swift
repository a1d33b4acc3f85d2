/// Writes a text anew with its personal data made unrecognisable, and tells where everything went.
///
/// Each entity has an operator of its own or the usual one. A value that its operator cannot treat (a date without a
/// year that should be shifted) is replaced by the name of its entity rather than left, and counted.
public struct PersonalDataRewriter: Sendable {
    public let usual: any PersonalDataOperator
    public let byEntity: [String: any PersonalDataOperator]
    public let key: PersonalDataKey

    public init(_ usual: any PersonalDataOperator = Replace(), byEntity: [String: any PersonalDataOperator] = [:], key: PersonalDataKey) {
        self.usual = usual
        self.byEntity = byEntity
        self.key = key
    }

    /// - Parameter spans: in Unicode scalars of `text`, in any order; spans that overlap are treated as one of the
    ///   first's entity, so nothing of either stays readable
    public func rewrite(_ text: String, _ spans: [PersonalDataSpan], subject: String = "") throws(PersonalDataError) -> RewrittenText {
        let scalars = Array(text.unicodeScalars)
        var written = String.UnicodeScalarView(), place = 0, result = RewrittenText()
        for span in try settled(spans, scalars.count) {
            written.append(contentsOf: scalars[place..<span.range.lowerBound])
            let value = String(String.UnicodeScalarView(scalars[span.range]))
            let new = rewritten(value, span, subject, &result)
            written.append(contentsOf: new.unicodeScalars)
            result.offsets.append(span.range, length: new.unicodeScalars.count)
            place = span.range.upperBound
        }
        written.append(contentsOf: scalars[place...])
        result.text = String(written)
        return result
    }

    private func rewritten(_ value: String, _ span: PersonalDataSpan, _ subject: String, _ result: inout RewrittenText) -> String {
        let place = RewritePlace(entity: span.entity, locale: span.locale, subject: subject, key: key)
        result.counts[span.entity, default: 0] += 1
        if let new = (byEntity[span.entity] ?? usual).rewritten(value, place) { return new }
        result.replacedInstead[span.entity, default: 0] += 1
        return "<\(span.entity)>"
    }

    /// Sorted and apart. Of what overlaps nothing is left readable: the union is treated as the first of them.
    private func settled(_ spans: [PersonalDataSpan], _ count: Int) throws(PersonalDataError) -> [PersonalDataSpan] {
        for span in spans where span.range.lowerBound < 0 || span.range.upperBound > count { throw .spanOutsideText(span.range, scalars: count) }
        var kept: [PersonalDataSpan] = []
        let sorted = spans.filter { !$0.range.isEmpty }.sorted {
            ($0.range.lowerBound, $1.range.upperBound, $0.entity) < ($1.range.lowerBound, $0.range.upperBound, $1.entity)
        }
        for span in sorted {
            guard let last = kept.last, span.range.lowerBound < last.range.upperBound else { kept.append(span); continue }
            kept[kept.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, span.range.upperBound)
        }
        return kept
    }
}

/// A text without its personal data.
public struct RewrittenText: Sendable, Hashable {
    public var text = ""
    public var offsets = OffsetMap()
    /// Values treated, by entity.
    public var counts: [String: Int] = [:]
    /// Of these, values that the operator could not treat and that were replaced by the entity's name, by entity.
    public var replacedInstead: [String: Int] = [:]
}
