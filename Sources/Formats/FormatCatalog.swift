import Records

/// Every file format that is read or written here. A new format of labelled datasets is a folder and a line in `datasets`;
/// `records` are the ways tables, lists and texts come in row by row, with columns and keys that a source names.
public enum FormatCatalog {
    public static let datasets: [DatasetFormat] = [
        LabelStudio.format, LabelStudioMin.format, Vertex.format, VertexTable.format, SageMaker.format,
        JSONLinesDataset.format, CSVDataset.format, Folders.format, CoNLL.format,
        PascalVOC.format, COCO.format,
        DOTA.format, CVAT.imagesFormat, CVAT.videoFormat, MOT.format, KITTI.format, KITTI.trackingFormat, OpenImages.format, LabelMeXML.format,
        PointClouds.pcd, PointClouds.ply, PointClouds.las, PointClouds.kittiBin,
        VOCSegmentation.format, COCOPanoptic.format, COCOCaptions.format, COCOResults.format,
        TFRecord.format, WebDataset.format, ParquetDataset.format, HFImageFolder.format, ImageNet.format,
        CoNLL.bioFormat, CoNLL.bilouFormat, CoNLLU.format, Brat.format, SpaCyLines.format, Doccano.format, Prodigy.format, Prodigy.pictureFormat, DocBin.format,
        SQuAD.format, GLUE.format,
        CreateML.format, LabelMe.format, Datumaro.format, VoTT.format, Dataturks.format, Darwin.format, Supervisely.format, Encord.format,
        TextGrid.format, RTTM.format, Audacity.format, WebVTT.format, SRT.format, ELAN.format,
        Labelbox.format, Scale.format, Playment.format, Clarifai.format, Datasaur.format, Appen.format, MTurk.format,
    ] + YOLO.formats

    public static let records: [FormatCard] = [
        FormatCard(name: "jsonl", summary: "JSON lines: one object per line", extensions: ["jsonl", "ndjson"], holds: ["fields of any JSON kind"]),
        FormatCard(name: "json", summary: "A JSON list of objects, or an object that holds one under a key", extensions: ["json"], canWrite: false,
                   holds: ["fields of any JSON kind"]),
        FormatCard(name: "csv", summary: "Comma-separated values with a header", extensions: ["csv"], holds: ["fields as text"]),
        FormatCard(name: "tsv", summary: "Tab-separated values; quotes are ordinary characters", extensions: ["tsv", "tab"], canWrite: false,
                   holds: ["fields as text"]),
        FormatCard(name: "lines", summary: "Text with one item per line", extensions: ["txt", "text"], canWrite: false, holds: ["texts"]),
        FormatCard(name: "text", summary: "A folder of text files, one item per file", extensions: ["txt", "text", "md"], canWrite: false, holds: ["texts"]),
        FormatCard(name: "conll", summary: "A token and its tag per line", extensions: ["conll", "iob", "bio"], canWrite: false, holds: ["tokens"]),
    ]

    /// All cards, each name once: those of datasets first.
    public static let all: [FormatCard] = datasets.map(\.card) + records.filter { card in !datasets.contains { $0.card.name == card.name } }

    public static func dataset(named name: String) -> DatasetFormat? { datasets.first { $0.card.name == name } }

    /// By the extension, packing set aside; nil when no format of records claims it.
    public static func card(forPath path: String) -> FormatCard? {
        let file = Compression.unpackedPath(path)
        guard let dot = file.lastIndex(of: ".") else { return nil }
        let ending = file[file.index(after: dot)...].lowercased()
        return records.first { $0.canRead && $0.extensions.contains(ending) }
    }

    /// Every format that files look like, the likeliest first. One in front of the others by a clear margin may be
    /// taken; otherwise ask.
    public static func candidates(for input: DatasetInput) -> [(format: DatasetFormat, recognition: DatasetFormat.Recognition)] {
        input.lookingAtFirstFiles { datasets.compactMap { format in format.recognise(input).map { (format, $0) } } }
            .enumerated().sorted { ($1.element.1.confidence, $0.offset) < ($0.element.1.confidence, $1.offset) }.map { ($0.element.0, $0.element.1) }
    }

    /// Names under which readers keep in an item's metadata what their files said beyond answers, shapes left out among
    /// them: whoever must not see the answers must not see these.
    public static let metadataMembers: Set<String> = Set(datasets.map(\.card.name))
}
