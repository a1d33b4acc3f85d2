/// How often somebody gives an item the answer they gave it before. Needs items shown to the same person twice.
enum SelfConsistency {
    /// Each repeat is held against the vote before it on the same item.
    static func of(_ annotator: Int32, _ evidence: AnnotatorEvidence) -> Figure<ShareWithInterval> {
        guard evidence.history.isOrdered else { return Figure(FigureGap(.noOrder)) }
        let own = evidence.history.votes(ofAnnotator: annotator)
        let distinct = evidence.votes.votes(ofAnnotator: annotator).count
        guard own.count > distinct else { return Figure(FigureGap(.noRepeats)) }
        var last: [Int32: Int32] = [:]
        last.reserveCapacity(distinct)
        var (same, repeats) = (0, 0)
        for vote in own {
            let item = evidence.history.items[Int(vote)]
            let answer = evidence.history.classes[Int(vote)]
            if let before = last.updateValue(answer, forKey: item) {
                repeats += 1
                if before == answer { same += 1 }
            }
        }
        return Figure(ShareWithInterval(right: same, count: repeats, coverage: evidence.bars.coverage))
    }
}
