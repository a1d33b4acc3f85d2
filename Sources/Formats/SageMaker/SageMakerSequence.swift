import Records

/// A `SeqLabel.json`: what a job on a sequence says frame by frame. Written from tracks (or from cuboids, as one frame).
struct SageMakerSequence {
    private var objects: [Int: [JSONValue]] = [:]
    private let job: SageMakerJob
    private let kept: JSONObject
    private var last: Int

    /// Cuboids, or frames of them.
    static func isOfCuboids(_ answer: Answer, _ media: Media?) -> Bool {
        guard case .parts(let parts) = answer, !parts.isEmpty else { return media == .pointcloud }
        return parts.contains { part in
            if case .track(let frames) = part.shape, case .cuboid3D? = frames.first?.shape { true } else { false }
        }
    }

    /// `kept`: what the frames were read with beyond objects. `frames`: of the video, where that is known.
    init(_ parts: [Part], _ job: SageMakerJob, _ kept: JSONObject, frames: Int?, _ number: (String) -> Int) {
        self.job = job
        self.kept = kept
        let named = (kept["frames"]?.object?.keys ?? []).compactMap { Int($0) }
        last = max(named.max() ?? 0, frames.map { min($0, TrackInterpolation.maximumFilled) - 1 } ?? 0)
        for part in parts {
            if case .track(let frames) = part.shape {
                for frame in frames {
                    last = max(last, frame.frame)
                    if !frame.isOutside { add(part, frame.shape, frame.frame, number) }
                }
            } else {
                add(part, part.shape, 0, number)
            }
        }
    }

    private mutating func add(_ part: Part, _ shape: Shape, _ frame: Int, _ number: (String) -> Int) {
        guard var object = Self.geometry(shape) else { return }
        let label = part.labels.first ?? "", extras = kept["objects"]?[part.id]?.object ?? [:]
        object["class-id"] = job.isCloud ? .int(Int64(number(label))) : .string(String(number(label)))
        let isAlone = part.id.hasPrefix("f") && job == .videoBoxes
        if !isAlone { (object["object-id"], object["object-name"]) = (.string(part.id), extras["object-name"] ?? .string("\(label):\(part.id)")) }
        object["confidence"] = part.score.map(JSONValue.shortest)
        object = SageMakerObject.complete(object, part, extras["frames"]?[String(frame)]?.object ?? [:])
        if object[SageMaker.attributes] == nil { object[SageMaker.attributes] = [:] }
        objects[frame, default: []].append(.object(object))
    }

    private static func geometry(_ shape: Shape) -> JSONObject? {
        func numbers(_ names: [String], _ values: [Double]) -> JSONObject { JSONObject(zip(names, values).map { (key: $0, value: JSONValue.shortest($1)) }) }
        switch shape {
        case .box(let box) where box.count == 4: return numbers(["left", "top", "width", "height"], [box[0], box[1], box[2] - box[0], box[3] - box[1]])
        case .cuboid3D(let centre, let size, let quaternion) where centre.count == 3 && size.count == 3:
            let turn = SageMakerTurn.angles(quaternion)
            return numbers(["center-x", "center-y", "center-z", "length", "width", "height", "roll", "pitch", "yaw"], centre + size + [turn.roll, turn.pitch, turn.yaw])
        default: return nil
        }
    }

    /// Every frame up to the last, also those without objects: where one is missing in between, an object is not there.
    var json: JSONValue {
        let said = kept["frames"]?.object ?? [:]
        let numbers = last < TrackInterpolation.maximumFilled ? Array(0...last) : Set(objects.keys).union([last]).sorted()
        let frames: [JSONValue] = numbers.map { number in
            var frame: JSONObject = [:]
            let isTold = job == .cloudBoxes || job == .cloudTracks
            frame[isTold ? "frame-number" : "frame-no"] = isTold ? .int(Int64(number)) : .string(String(number))
            frame = frame.merged(said[String(number)]?.object ?? [:])
            frame["annotations"] = .array(objects[number] ?? [])
            return .object(frame)
        }
        return .object(JSONObject([(key: job.list, value: .array(frames))]).merged(kept["sequence"]?.object ?? [:]))
    }
}
