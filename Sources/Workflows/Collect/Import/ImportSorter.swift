import Collecting
import Formats
import Foundation
import Records
import Storage

/// Holds the answers of a batch to the definition, and takes the files of absent items in.
struct ImportSorter {
    private let definition: TaskDefinition
    private let blobs: any BlobStore
    private let addsItems: Bool

    /// - Parameter addsItems: false without a licence: what is absent is left out.
    init(_ definition: TaskDefinition, _ blobs: any BlobStore, addsItems: Bool) {
        self.definition = definition
        self.blobs = blobs
        self.addsItems = addsItems
    }

    func sorted(_ batch: ImportBatch, _ matches: [ImportMatcher.Match]) throws -> SortedImports {
        var sorted = SortedImports(findings: batch.findings.map { (nil, $0) })
        var absent: [LabelledItem] = []
        var keys: Set<ExactText> = []
        for (item, match) in zip(batch.items, matches) {
            let place = Self.place(of: item)
            if item.annotations.count > 1 { sorted.counts[.votes, default: 0] += item.annotations.count }
            switch match {
            case .byKey(let present):
                sorted.counts[.byKey, default: 0] += 1
                take(item, present, &sorted)
            case .byContent(let present):
                sorted.counts[.byContent, default: 0] += 1
                take(item, present, &sorted)
            case .unclear(let code, let words): sorted.leaveOut(Finding(.warning, code, words, at: place))
            case .absent(let alike):
                if let finding = refusal(of: item, batch, isTwice: !keys.insert(ExactText(item.key)).inserted) { sorted.leaveOut(finding); continue }
                if alike {
                    sorted.findings.append((nil, Finding(
                        .note, "import.other-content", "`\(item.key)` is the name of an item with other content; this one is added as an item of its own", at: place)))
                }
                absent.append(item)
            }
        }
        sorted.absent = try ImportIntake(definition, blobs).records(of: absent, batch)
        return sorted
    }

    static func place(of item: LabelledItem) -> Place {
        var place = item.place ?? Place()
        place.record = item.key
        return place
    }

    private func take(_ item: LabelledItem, _ present: Item, _ sorted: inout SortedImports) {
        let place = Self.place(of: item)
        guard present.state != .withdrawn else {
            return sorted.leaveOut(Finding(.warning, "import.withdrawn", "`\(item.key)` was withdrawn; its answers are left out", at: place))
        }
        let answers = SourceAnswers(item.answers, heldTo: definition, at: place)
        sorted.findings += (answers.findings + sizes(item, present, place)).map { (present.id, $0) }
        sorted.present.append((present, answers.kept))
    }

    /// Shapes drawn on a picture of another size mean something else: said, and left as they are.
    private func sizes(_ item: LabelledItem, _ present: Item, _ place: Place) -> [Finding] {
        guard !item.answers.isEmpty, let stated = item.size, let blob = present.blobs[LabelledItem.imageRole], let width = blob.width, let height = blob.height,
            (stated.width, stated.height) != (width, height)
        else { return [] }
        return [Finding(
            .warning, "image.size-differs", "the dataset states \(stated.width) x \(stated.height) pixels, and the picture has \(width) x \(height)", at: place,
            hint: "look whether its shapes lie where they should")]
    }

    /// Why an absent item cannot become one of the project's.
    private func refusal(of item: LabelledItem, _ batch: ImportBatch, isTwice: Bool) -> Finding? {
        let place = Self.place(of: item)
        let hasFile = item.files.keys.contains { batch.path(of: $0, in: item).map { FileManager.default.isReadableFile(atPath: $0) } ?? false }
        if isTwice { return Finding(.warning, "import.twice", "`\(item.key)` stands twice in the dataset; the second is left out", at: place) }
        if !item.files.isEmpty || definition.media == .image, !hasFile {
            return Finding(.warning, "import.absent", "`\(item.key)` is not in the project, and its file is not there to add it", at: place, hint: "collect the files first, or put them beside the dataset")
        }
        let isPicture = item.files[LabelledItem.imageRole] != nil
        if definition.media != .mixed, isPicture != (definition.media == .image) {
            return Finding(.warning, "import.media", "`\(item.key)` is no item of medium `\(definition.media.rawValue)`", at: place)
        }
        guard !addsItems else { return nil }
        return Finding(
            .warning, "import.no-licence", "`\(item.key)` is not in the project, and without a licence it is not added", at: place,
            hint: "name the licence the dataset comes under with `--licence`, and import again")
    }
}

extension LabelledItem {
    static let imageRole = "image"
}
