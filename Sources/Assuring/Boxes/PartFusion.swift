import Kernels
import Records

/// The shape, labels and attributes of one object from those of its members.
struct PartFusion {
    let table: PartTable
    /// By annotator.
    let weights: [Double]
    let coordinates: FusedParts.Coordinates
    let ties: TieRule

    /// - Parameter trust: how much each member counts for shape and labels beyond its annotator's weight; nil for all the same.
    func fused(_ cluster: PartCluster, id: String, trust: [Double]? = nil) -> FusedPart {
        let members = cluster.members
        let own = members.map { weights[Int($0.annotator)] }
        let seen = own.reduce(0, +) + cluster.absent.reduce(0) { $0 + weights[Int($1)] }
        let held = trust.map { zip($0, own).map { $0 * $1 } } ?? own
        let vote = labels(members, held)
        let skeleton = skeleton(members, held)
        let shape = skeleton?.shape ?? shape(members, held)
        let outline = PartOutline(shape, keypoints: members[0].outline.keypoints)
        return FusedPart(
            part: Part(id: id, labels: vote.labels, shape: shape, attributes: attributes(members, held)),
            support: own.reduce(0, +) / seen, labelShare: vote.share, meanIoU: cluster.meanIoU,
            marks: members.map { .init(annotator: $0.annotator, part: $0.part.id, iou: outline?.iou(with: $0.outline) ?? 0) },
            outliers: skeleton?.outliers ?? [])
    }

    // MARK: Labels and attributes

    /// The set of labels with the most weight; each label by itself where parts have several.
    private func labels(_ members: [PartCluster.Member], _ held: [Double]) -> (labels: [String], share: Double) {
        let all = held.reduce(0, +)
        let sets = Set(members.map(\.labelSet)).sorted { table.labelSets[Int($0)].lexicographicallyPrecedes(table.labelSets[Int($1)]) }
        if sets.contains(where: { table.labelSets[Int($0)].count > 1 }) { return severalLabels(members, held, all) }
        let shares = sets.map { set in zip(members, held).reduce(0) { $0 + ($1.0.labelSet == set ? $1.1 : 0) } / all }
        let best = shares.indices.reduce(0) { shares[$1] > shares[$0] + Consensus.tieSlack ? $1 : $0 }
        let isTie = shares.indices.contains { $0 != best && shares[$0] >= shares[best] - Consensus.tieSlack }
        return (table.labels(ofSet: sets[best]), isTie && ties == .unresolved ? 0 : shares[best])
    }

    /// Labels that at least half of the weight gave; the share is that of the least certain decision.
    private func severalLabels(_ members: [PartCluster.Member], _ held: [Double], _ all: Double) -> (labels: [String], share: Double) {
        var kept: [String] = []
        var certainty = 1.0
        for label in Set(members.flatMap { table.labelSets[Int($0.labelSet)] }).sorted() {
            let share = zip(members, held).reduce(0) { $0 + (table.labelSets[Int($1.0.labelSet)].contains(label) ? $1.1 : 0) } / all
            let isTie = abs(share - 0.5) <= Consensus.tieSlack
            if share >= 0.5 - Consensus.tieSlack { kept.append(table.labelNames[Int(label)]) }
            certainty = min(certainty, isTie && ties == .unresolved ? 0 : max(share, 1 - share))
        }
        return (kept, certainty)
    }

    /// Each attribute's commonest value among members, where at least half of the weight has it.
    private func attributes(_ members: [PartCluster.Member], _ held: [Double]) -> JSONObject {
        var result = JSONObject()
        let all = held.reduce(0, +)
        for key in Set(members.flatMap(\.part.attributes.keys)).sorted() {
            var votes: [String: (value: JSONValue, weight: Double)] = [:]
            for (member, weight) in zip(members, held) {
                guard let value = member.part.attributes[key] else { continue }
                votes[value.text(), default: (value, 0)].weight += weight
            }
            let best = votes.min { $0.value.weight != $1.value.weight ? $0.value.weight > $1.value.weight : $0.key < $1.key }
            if let best, best.value.weight >= all / 2 - Consensus.tieSlack { result[key] = best.value.value }
        }
        return result
    }

    // MARK: Shape

    private func shape(_ members: [PartCluster.Member], _ held: [Double]) -> Shape {
        let middle = middle(members, held)
        guard members.count > 1, coordinates != .member else { return middle.part.shape }
        switch middle.part.shape {
        case .box: return numbers(members, held, \.boxNumbers).map { .box($0) } ?? middle.part.shape
        case .rotated(let frame):
            return numbers(members, held) { $0.rotatedNumbers.map { Self.aligned($0, with: frame) } }
                .map { .rotated(Self.turned($0, from: frame)) } ?? middle.part.shape
        case .ellipse(let frame):
            return numbers(members, held) { $0.ellipseNumbers.map { Self.aligned($0, with: frame) } }
                .map { .ellipse(Self.turned($0, from: frame)) } ?? middle.part.shape
        case .mask: return mask(members, held) ?? middle.part.shape
        case .segment(let frame):
            return numbers(members, held, \.segmentNumbers)
                .map { .segment(Segment(from: $0[0], to: $0[1], channel: frame.channel, text: frame.text)) } ?? middle.part.shape
        default: return middle.part.shape
        }
    }

    /// The member that overlaps the others most; of equals the first on the picture.
    private func middle(_ members: [PartCluster.Member], _ held: [Double]) -> PartCluster.Member {
        let ordered = members.indices.sorted { PartClustering.isBefore(members[$0], members[$1]) }
        var best = ordered[0]
        var most = -1.0
        for place in ordered {
            let sum = ordered.reduce(0.0) { $0 + ($1 == place ? 0 : held[$1] * members[place].outline.iou(with: members[$1].outline)) }
            if sum > most + 1e-12 { (best, most) = (place, sum) }
        }
        return members[best]
    }

    /// Coordinate by coordinate; nil when some member is another kind of shape.
    private func numbers(_ members: [PartCluster.Member], _ held: [Double], _ read: (Shape) -> [Double]?) -> [Double]? {
        let all = members.compactMap { read($0.part.shape) }
        guard all.count == members.count, let width = all.first?.count else { return nil }
        return (0..<width).map { column in
            let values = all.map { $0[column] }
            return coordinates == .mean ? Self.mean(values, held) : Self.median(values, held)
        }
    }

    static func mean(_ values: [Double], _ weights: [Double]) -> Double {
        // In ascending order, so that the order of annotators does not touch the last bit; equal values give that value.
        let sorted = zip(values, weights).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        if let first = sorted.first, first.0 == sorted[sorted.count - 1].0 { return first.0 }
        return sorted.reduce(0) { $0 + $1.0 * $1.1 } / sorted.reduce(0) { $0 + $1.1 }
    }

    /// The value with half of the weight below it; the mean of two when the weight divides between them.
    static func median(_ values: [Double], _ weights: [Double]) -> Double {
        let sorted = zip(values, weights).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        let half = sorted.reduce(0) { $0 + $1.1 } / 2
        var below = 0.0
        for (place, (value, weight)) in sorted.enumerated() {
            below += weight
            if abs(below - half) <= 1e-9 * half, place + 1 < sorted.count { return (value + sorted[place + 1].0) / 2 }
            if below > half { return value }
        }
        return sorted[sorted.count - 1].0
    }

    /// Of the ways to write a rectangle (its sides may change places), the one whose angle is nearest to the frame's; the angle
    /// as the difference to it, so that 179 and -179 have 180 between them.
    private static func aligned(_ numbers: [Double], with frame: [Double]) -> [Double] {
        var (width, height, turn) = (numbers[2], numbers[3], Angle.normalised(numbers[4] - frame[4]))
        if turn > 90 { turn -= 180 } else if turn <= -90 { turn += 180 }
        if turn.magnitude > 45 {
            (width, height) = (height, width)
            turn += turn > 0 ? -90 : 90
        }
        return [numbers[0], numbers[1], width, height, turn]
    }

    private static func turned(_ numbers: [Double], from frame: [Double]) -> [Double] {
        Array(numbers[0..<4]) + [Angle.normalised(frame[4] + numbers[4])]
    }

    /// Point by point; nil for anything but skeletons, and where the member in the middle is wanted.
    private func skeleton(_ members: [PartCluster.Member], _ held: [Double]) -> (shape: Shape, outliers: [KeypointConsensus.Outlier])? {
        guard coordinates != .member, let similarity = members[0].outline.keypoints else { return nil }
        let points = members.compactMap(\.outline.skeleton)
        guard points.count == members.count else { return nil }
        let area = KeypointArea.median(members.map(\.outline.area))
        let fused = KeypointFusion(similarity: similarity, usesMean: coordinates == .mean).fused(points, weights: held, area: area)
        let joints = stride(from: 0, to: fused.points.count, by: 3).map { Array(fused.points[$0..<$0 + 3]) }
        return (.joints(joints), fused.outliers.map { .init(annotator: members[$0.member].annotator, point: $0.point, distance: $0.distance) })
    }

    /// Pixels that at least half of the weight has.
    private func mask(_ members: [PartCluster.Member], _ held: [Double]) -> Shape? {
        let masks = members.compactMap { member -> RunMask? in
            if case .mask(let mask) = member.outline.form { mask } else { nil }
        }
        guard masks.count == members.count, let voted = RunMask.voted(masks, weights: held, least: held.reduce(0, +) / 2), voted.area > 0
        else { return nil }
        return .mask(Mask(size: [voted.height, voted.width], runs: voted.runs, at: [voted.x, voted.y]))
    }
}

extension Shape {
    fileprivate var boxNumbers: [Double]? { if case .box(let numbers) = self { numbers } else { nil } }
    fileprivate var segmentNumbers: [Double]? { if case .segment(let segment) = self { [segment.from, segment.to] } else { nil } }
    fileprivate var rotatedNumbers: [Double]? { if case .rotated(let numbers) = self { numbers } else { nil } }
    fileprivate var ellipseNumbers: [Double]? { if case .ellipse(let numbers) = self { numbers } else { nil } }
}

extension PartOutline {
    /// How near points must be, for a skeleton.
    fileprivate var keypoints: KeypointSimilarity? { if case .skeleton(let skeleton) = form { skeleton.similarity } else { nil } }
    fileprivate var skeleton: [Double]? { if case .skeleton(let skeleton) = form { skeleton.points } else { nil } }
}
