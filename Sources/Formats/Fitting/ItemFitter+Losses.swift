import Records

extension ItemFitter {
    /// What bringing items into a capacity can lose, without the format's name in front: cards list them.
    static func losses(of capacity: FormatCapacity) -> [String] {
        typealias Extra = FormatCapacity.Extra
        let byExtra: [(Extra, [String])] = [
            (.keys, ["key-left-out"]), (.splits, ["split-left-out"]), (.licences, ["licence-left-out"]), (Extra.fields, ["fields-left-out"]),
            (.metadata, ["metadata-left-out"]), (.people, ["further-people-left-out"]), (.attributes, ["attributes-left-out"]), (.notes, ["note-left-out"]),
            (.scores, ["score-left-out"]), (.noLabel, ["part-without-label"]), (.severalLabels, ["further-labels-left-out"]),
        ]
        var codes = ["item-of-other-medium", "history-left-out", "answer-left-out", "hanging-on-left-out", "shape-not-finite", "shape-left-out", "further-labels-left-out"]
        codes += byExtra.filter { !capacity.holds($0.0) }.flatMap(\.1)
        if capacity.media == [.text] { codes.append("item-without-text") }
        if capacity.questions != .any { codes.append("questions-merged") }
        if capacity.decimals != nil { codes.append("coordinate-rounded") }
        if !capacity.holds(.emptyAnswers), capacity.holds(.unanswered) { codes.append("empty-as-unanswered") }
        if !capacity.holds(.unanswered) { codes += capacity.holds(.emptyAnswers) ? ["unanswered-as-empty", "item-without-answer"] : ["item-without-answer"] }
        codes += kindLosses(capacity)
        return Set(codes).sorted()
    }

    private static func kindLosses(_ capacity: FormatCapacity) -> [String] {
        var codes: [String] = []
        for kind in [QuestionKind.boxes, .rotatedBoxes, .polygons, .masks] where capacity.holds(kind) || capacity.trackShapes.contains(kind) { codes.append("shape-as-\(kind.singular)") }
        if capacity.holds(.polygons) {
            if !capacity.holds(.holes) { codes.append("holes-bridged") }
            if !capacity.holds(.severalPolygons) { codes.append("instance-split") }
        }
        if capacity.masksAreFlat { codes += ["mask-cut", "mask-covered", "mask-without-size"] }
        if capacity.holds(.tracks), !capacity.holds(.keyFrames) { codes.append("key-frames-left-out") }
        if capacity.holds(.choices) || capacity.holds(.choice) { codes.append("paths-as-labels") }
        if capacity.holds(.text), !capacity.holds(.texts) { codes.append("further-texts-left-out") }
        if capacity.holds(.spans) {
            codes.append("span-outside-text")
            if !capacity.holds(.discontinuousSpans) { codes.append("span-split") }
            if !capacity.holds(.overlappingSpans) { codes.append("overlapping-span-left-out") }
        }
        if capacity.holds(.segments) || capacity.holds(.transcripts) {
            codes.append("transcript-left-out")
            if !capacity.holds(.channels) { codes.append("channel-left-out") }
            if !capacity.holds(.overlappingSegments) { codes.append("overlapping-segment-left-out") }
        }
        return codes
    }
}
