import Records

/// Which of COCO's kinds of files a JSON file is, by its name and first bytes: all of them are an object with `images`
/// and `annotations`, except results, which are a plain list.
enum COCOTask {
    case instances, panoptic, captions, results

    static func files(in input: DatasetInput, _ task: COCOTask) -> [String] { input.files("json").filter { of($0, in: input) == task } }

    static func of(_ path: String, in input: DatasetInput) -> COCOTask? {
        let text = input.headText(path)
        let name = ImageFiles.stem(Compression.unpackedPath(path)).lowercased()
        switch text.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) {
        case "[":
            return text.holds("\"image_id\"") && ["\"category_id\"", "\"bbox\"", "\"keypoints\""].contains(where: { text.holds($0) }) ? .results : nil
        case "{":
            guard ["\"images\"", "\"annotations\"", "\"categories\""].contains(where: { text.holds($0) }) else { return nil }
            // Sequences of SageMaker's jobs count frames.
            if text.holds("\"frame-no\"") || text.holds("\"frame-number\"") { return nil }
            // Datumaro and Darwin have such keys too, and none of COCO's own.
            if ["\"dm_format_version\"", "\"items\"", "\"slots\""].contains(where: { text.holds($0) }), !text.holds("\"images\""), !text.holds("\"image_id\"") { return nil }
            if text.holds("\"segments_info\"") || name.hasPrefix("panoptic") { return .panoptic }
            let hasShapes = text.holds("\"category_id\"") || text.holds("\"bbox\"")
            if !hasShapes, text.holds("\"caption\"") || name.hasPrefix("captions") { return .captions }
            return .instances
        default: return nil
        }
    }

    static func recognise(_ input: DatasetInput, _ task: COCOTask) -> DatasetFormat.Recognition? {
        let files = files(in: input, task)
        guard let first = files.first else { return nil }
        let others = files.count > 1 ? " and \(files.count - 1) more JSON files hold" : " holds"
        let what = switch task {
        case .instances: "instances"
        case .panoptic: "`segments_info`"
        case .captions: "captions"
        case .results: "a list of results by `image_id`"
        }
        return .init(confidence: 0.95, reason: "`\(first)`\(others) \(what)")
    }
}
