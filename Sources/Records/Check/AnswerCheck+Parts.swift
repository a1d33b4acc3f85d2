/// Parts: ids, labels, attributes, what they hang on, and their geometry.
extension AnswerCheck {
    mutating func parts(_ parts: [Part]) {
        var seen: Set<String> = []
        for part in parts {
            if part.id.isEmpty { list.error("part-id", "a part of `\(name)` has no id") }
            if !seen.insert(part.id).inserted { list.error("part-id", "two parts of `\(name)` have the id `\(part.id)`") }
            labels(of: part)
            attributes(of: part)
            parent(of: part)
            if let score = part.score { finite(score, "a score") }
            shape(part.shape, of: part.id)
        }
    }

    private mutating func labels(of part: Part) {
        if part.labels.isEmpty, !question.labels.isEmpty, question.kind != .transcripts {
            list.error("label", "part `\(part.id)` of `\(name)` has no label")
        }
        if part.labels.count > 1, !question.allowsMultiple {
            list.error("label", "part `\(part.id)` of `\(name)` has \(part.labels.count) labels", hint: "set `multiple: true` to allow that")
        }
        if !question.labels.isEmpty { for value in part.labels { label(value, of: part.id) } }
    }

    private mutating func attributes(of part: Part) {
        for (key, value) in part.attributes.members {
            guard let attribute = question.attributes.first(where: { $0.name == key }) else {
                list.error("attribute", "`\(name)` has no attribute `\(key)` (part `\(part.id)`)", hint: NearestName.hint(key, among: question.attributes.map(\.name)))
                continue
            }
            if !attribute.allows(value) {
                list.error("attribute", "`\(value.text())` is no value of the \(attribute.kind.rawValue) attribute `\(key)` (part `\(part.id)` of `\(name)`)")
            }
        }
    }

    private mutating func parent(of part: Part) {
        guard let of = part.of else { return }
        guard let parent = question.of else {
            return list.error("dangling", "part `\(part.id)` of `\(name)` hangs on `\(of)`, but `\(name)` is not asked of parts")
        }
        if !(partIDs[parent] ?? []).contains(of) {
            list.error("dangling", "part `\(part.id)` of `\(name)` hangs on `\(of)`, which is no part of `\(parent)`")
        }
    }

    // MARK: Shapes

    private mutating func bad(_ id: String, _ why: String) { list.error("shape", "part `\(id)` of `\(name)` \(why)") }

    /// Whether the numbers are as many as needed and finite; says so if not.
    private mutating func numbers(_ values: [Double], _ count: Int, _ id: String, _ what: String) -> Bool {
        if values.count != count { bad(id, "has \(values.count) numbers for its \(what), which needs \(count)") }
        return values.count == count && areFinite(values, id)
    }

    private mutating func areFinite(_ values: [Double], _ id: String) -> Bool {
        if let value = values.first(where: { !$0.isFinite }) {
            bad(id, "has the coordinate \(value)")
            return false
        }
        return true
    }

    mutating func shape(_ shape: Shape, of id: String) {
        switch shape {
        case .box(let box): self.box(box, id)
        case .rotated(let values): if numbers(values, 5, id, "rotated box") { positive(values[2], values[3], id) }
        case .ellipse(let values): if numbers(values, 5, id, "ellipse") { positive(values[2], values[3], id) }
        case .polygons(let rings): polygons(rings, id)
        case .line(let values): line(values, id, "line", least: 2)
        case .point(let values): if numbers(values, 2, id, "point") { inside(values[0], values[1], values[0], values[1], id) }
        case .joints(let joints): for joint in joints { self.joint(joint, id) }
        case .mask(let mask): self.mask(mask, id)
        case .cuboid(let front, let back): for face in [front, back] { self.face(face, id) }
        case .track(let frames): track(frames, id)
        case .ranges(let ranges): self.ranges(ranges, id)
        case .segment(let segment): self.segment(segment, id)
        case .field(let field):
            if field.page < 0 { bad(id, "is on page \(field.page)") }
            if let box = field.box { self.box(box, id) }
        case .cuboid3D(let centre, let size, let quaternion): solid(centre, size, quaternion, id)
        }
    }

    private mutating func box(_ box: [Double], _ id: String) {
        guard numbers(box, 4, id, "box") else { return }
        guard box[0] < box[2], box[1] < box[3] else { return bad(id, "has a box without area: \(Self.shown(box))") }
        inside(box[0], box[1], box[2], box[3], id)
    }

    /// Half a pixel outside is rounding; more is worth a look.
    private mutating func inside(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ id: String) {
        guard let width = extent.width, let height = extent.height else { return }
        guard x0 < -0.5 || y0 < -0.5 || x1 > width + 0.5 || y1 > height + 0.5 else { return }
        list.warning("outside", "part `\(id)` of `\(name)` reaches beyond the picture of \(Int(width)) x \(Int(height)) pixels")
    }

    private mutating func positive(_ width: Double, _ height: Double, _ id: String) {
        if !(width > 0 && height > 0) { bad(id, "has the size \(Self.shown([width, height]))") }
    }

    private mutating func polygons(_ rings: [PolygonRings], _ id: String) {
        if rings.isEmpty { bad(id, "has no ring") }
        for ring in rings {
            for points in [ring.outer] + ring.holes { line(points, id, "ring", least: 3) }
            if Self.area(ring.outer) == 0 { bad(id, "has a ring without area") }
        }
    }

    private mutating func line(_ values: [Double], _ id: String, _ what: String, least: Int) {
        if values.count % 2 != 0 { return bad(id, "has \(values.count) numbers in a \(what), an odd count") }
        if values.count < 2 * least { return bad(id, "has \(values.count / 2) points in a \(what), which needs \(least)") }
        _ = areFinite(values, id)
    }

    private static func area(_ ring: [Double]) -> Double {
        guard ring.count >= 6, ring.count % 2 == 0 else { return .nan }
        var sum = 0.0
        for place in stride(from: 0, to: ring.count, by: 2) {
            let next = (place + 2) % ring.count
            sum += ring[place] * ring[next + 1] - ring[next] * ring[place + 1]
        }
        return sum / 2
    }

    private mutating func joint(_ joint: [Double], _ id: String) {
        guard numbers(joint, 3, id, "joint") else { return }
        if ![0, 1, 2].contains(joint[2]) { bad(id, "has a joint of visibility \(Self.shown([joint[2]])), which is 0, 1 or 2") }
    }

    private mutating func mask(_ mask: Mask, _ id: String) {
        guard mask.size.count == 2, mask.at.count == 2, mask.size[0] > 0, mask.size[1] > 0 else { return bad(id, "has a mask of size \(mask.size) at \(mask.at)") }
        let area = mask.size[0].multipliedReportingOverflow(by: mask.size[1])
        if mask.runs.contains(where: { $0 < 0 }) { return bad(id, "has a mask with a negative run") }
        let sum = mask.runs.reduce((0, false)) { sum, run in
            let next = sum.0.addingReportingOverflow(run)
            return (next.partialValue, sum.1 || next.overflow)
        }
        if area.overflow || sum.1 || sum.0 != area.partialValue { return bad(id, "has runs that add up to \(sum.0) in a mask of \(mask.size[0]) x \(mask.size[1])") }
        let isEmpty = mask.runs.enumerated().allSatisfy { $0.offset % 2 == 0 || $0.element == 0 }
        if isEmpty { bad(id, "has an empty mask") }
    }

    /// A box (4 numbers) or four corners (8).
    private mutating func face(_ face: [Double], _ id: String) {
        if face.count != 4, face.count != 8 { return bad(id, "has a face of \(face.count) numbers, which needs 4 or 8") }
        _ = areFinite(face, id)
    }

    private mutating func track(_ frames: [TrackFrame], _ id: String) {
        if frames.isEmpty { return bad(id, "is a track without frames") }
        if !frames.contains(where: \.isKey) { bad(id, "is a track without a key frame") }
        for (before, after) in zip(frames, frames.dropFirst()) where before.frame >= after.frame {
            bad(id, "has frame \(after.frame) after frame \(before.frame)")
        }
        if let first = frames.first, first.frame < 0 { bad(id, "begins at frame \(first.frame)") }
        for frame in frames {
            if frame.shape.isTrack { bad(id, "has a track within a track") } else { shape(frame.shape, of: id) }
        }
    }

    private mutating func ranges(_ ranges: [[Int]], _ id: String) {
        if ranges.isEmpty { bad(id, "marks nothing") }
        var end = Int.min
        for range in ranges {
            guard range.count == 2, range[0] >= 0, range[0] < range[1] else {
                bad(id, "has the range \(range), which is not a start and a later end")
                continue
            }
            if range[0] < end { bad(id, "has the range \(range) before or over the one in front of it") }
            end = range[1]
            within(range, id)
        }
    }

    private mutating func within(_ range: [Int], _ id: String) {
        guard let length = extent.textLength else { return }
        if range[1] > length { return bad(id, "ends at \(range[1]); the text has \(length) scalars") }
        if !extent.characterStarts.contains(range[0]) || !extent.characterStarts.contains(range[1]) {
            list.warning("split-character", "part `\(id)` of `\(name)` cuts through a character at \(range)")
        }
    }

    private mutating func segment(_ segment: Segment, _ id: String) {
        guard areFinite([segment.from, segment.to], id) else { return }
        if segment.from < 0 || segment.from >= segment.to { bad(id, "goes from \(segment.from) to \(segment.to) seconds") }
        if let channel = segment.channel, channel < 0 { bad(id, "is on channel \(channel)") }
        if let seconds = extent.seconds, segment.to > seconds + 0.05 {
            list.warning("outside", "part `\(id)` of `\(name)` ends at \(segment.to) s, after the end at \(seconds) s")
        }
    }

    private mutating func solid(_ centre: [Double], _ size: [Double], _ quaternion: [Double], _ id: String) {
        guard numbers(centre, 3, id, "centre"), numbers(size, 3, id, "size"), numbers(quaternion, 4, id, "quaternion") else { return }
        if size.contains(where: { $0 <= 0 }) { bad(id, "has the size \(Self.shown(size))") }
        let length = quaternion.reduce(0) { $0 + $1 * $1 }.squareRoot()
        if (length - 1).magnitude > 1e-3 { bad(id, "has a quaternion of length \(length), which should be 1") }
    }

    private static func shown(_ values: [Double]) -> String { JSONValue.array(values.map { .double($0) }).text() }
}
