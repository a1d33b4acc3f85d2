import Records

/// Where the results of each image are in their files; about 40 bytes a result, and the files are never held.
struct COCOResultsIndex {
    struct Entry {
        var file: Int32
        var line: Int32
        var length: Int32
        var offset: Int64
    }

    /// Images in the order in which results first name them.
    private(set) var images: [COCOElement.ID] = []
    private var slots: [COCOElement.ID: Int] = [:]
    private var entries: [[Entry]] = []
    private var findings = FindingLog()

    /// `file` is the number the entries carry.
    mutating func add(_ source: ByteSource, _ file: Int, named name: String) throws {
        var walk = try COCOWalk(list: source, file: name)
        var log = FindingLog()
        try walk.elements(of: "results", maximumBytes: 64 << 20) { bytes, offset, line in
            guard let image = COCOElement.ids(in: bytes).image else {
                return log.add(Finding(.error, "coco-results.no-image-id", "a result has no `image_id`; it is left out", at: Place(file: name, line: line)))
            }
            let slot = slots[image] ?? images.count
            if slot == images.count {
                slots[image] = slot
                images.append(image)
                entries.append([])
            }
            entries[slot].append(Entry(file: Int32(file), line: Int32(clamping: line), length: Int32(bytes.count), offset: offset))
        }
        findings.add(walk.takeFindings() + log.take())
    }

    mutating func takeFindings() -> [Finding] { findings.take() }

    func entries(of image: COCOElement.ID) -> [Entry] { slots[image].map { entries[$0] } ?? [] }
}
