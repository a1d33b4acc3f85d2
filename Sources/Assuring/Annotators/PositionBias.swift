import Kernels

/// The place in the list of answers that an annotator picks more often than the right answers stand there.
///
/// For each place (class, in declared order, which is the order they are shown in), b of the answers there are wrong and c
/// of the right answers there were missed: McNemar's z = (b - c) / sqrt(b + c) (1947, doi 10.1007/BF02295996). The highest
/// z counts; its one-sided probability is multiplied by the number of places tried.
public struct PositionBias: Sendable, Hashable, Codable {
    /// From 0.
    public var position: Int
    public var answered: Int
    public var right: Int
    public var count: Int
    public var z: Double
    public var probability: Double

    static func of(_ confusion: AnswerConfusion?, _ evidence: AnnotatorEvidence) -> Figure<PositionBias> {
        let need = evidence.bars.minimumSequence
        guard let confusion else { return Figure(FigureGap(.noOverlap)) }
        guard confusion.count >= need else { return Figure(.tooFew(confusion.count, need)) }
        var answered: [Int: Int] = [:]
        var right: [Int: Int] = [:]
        var both: [Int: Int] = [:]
        for cell in confusion.cells {
            answered[cell.answer, default: 0] += cell.count
            right[cell.truth, default: 0] += cell.count
            if cell.answer == cell.truth { both[cell.answer, default: 0] += cell.count }
        }
        let places = Set(answered.keys).union(right.keys).sorted()
        guard places.count > 1 else { return Figure(FigureGap(.noVariation)) }
        var best: PositionBias?
        for place in places {
            let (said, due, met) = (answered[place] ?? 0, right[place] ?? 0, both[place] ?? 0)
            let changed = said + due - 2 * met
            let z = changed == 0 ? 0 : Double(said - due) / Double(changed).squareRoot()
            if z > best?.z ?? -.infinity {
                best = PositionBias(position: place, answered: said, right: due, count: confusion.count, z: z, probability: 0)
            }
        }
        guard var found = best else { return Figure(FigureGap(.noVariation)) }
        found.probability = min(1, Double(places.count) * Normal.cumulative(-found.z))
        return Figure(found)
    }
}
