import Glibc
import Media
import Records

/// Reads point clouds file by file: how many points, their bounds, and their classes as runs. Files stream through, and no
/// point is passed over, so a run counts the points of the file from its first to its last.
final class PointFileReader: QueuedReader {
    private let kind: PointCloudFormat
    private let files: [String]
    private let paths: Set<String>

    init(_ input: DatasetInput, options: DatasetReadOptions, _ kind: PointCloudFormat) throws {
        self.kind = kind
        files = input.isFile ? input.listing.paths : PointClouds.files(in: input, kind)
        paths = Set(input.listing.paths)
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: kind.rawValue, folder: input.path, expected: "\(kind.title) file") }
        total = files.count
        let labels = kind == .las ? PointClasses.las : kind == .floats ? PointClasses.semanticKITTI : [:]
        questions = options.questions.questions([.pointLabels], labels: labels.sorted { $0.key < $1.key }.map(\.value))
    }

    override func produce() throws -> [LabelledItem]? {
        guard done < files.count else { return nil }
        defer { done += 1 }
        let file = files[done], place = Place(file: file)
        do { return [try read(file, place)] } catch let error as PointCloudError { findings.add(error.finding(at: place)) } catch let error as ByteError { findings.add(error.finding) }
        return []
    }

    private func read(_ file: String, _ place: Place) throws -> LabelledItem {
        let source = try input.source(file)
        let isPacked = source.compression != .none
        let reader = try PointCloudReader(format: kind, hasRing: kind == .floats && FloatPoints.hasRing(file, bytes: isPacked ? nil : Self.size(input.listing.fullPath(file)))) {
            try source.read(into: $0)
        }
        var survey = PointSurvey(reader, kind)
        var batch = PointBatch()
        while try reader.next(into: &batch) { survey.add(batch) }
        var item = LabelledItem(key: file)
        item.media = .pointcloud
        item.files["points"] = LabelledFile(path: file)
        item.place = place
        item.metadata = [kind.rawValue: .object(survey.facts(reader.header, reader.count))]
        let name = options.questions.name(.pointLabels)
        if let runs = try labels(file, reader.count, survey) {
            if let name { item.answers[name] = .pointLabels(runs) } else { findings.add(Finding(.note, "points.labels.not-wanted", "`\(file)` has classes of points, and no question asks for them", at: place)) }
        }
        return item
    }

    /// Of the label file where there is one, else of the points' own classes.
    private func labels(_ file: String, _ count: Int, _ survey: PointSurvey) throws -> [LabelRun]? {
        guard kind == .floats, let path = PointLabelFile.path(for: file, among: paths) else { return usable(survey.labels, file) }
        let labels = try PointLabelFile(input, path)
        guard labels.rest == 0, labels.count == count else {
            findings.add(Finding(.error, "points.labels.other-count", "`\(path)` has \(labels.count) labels\(labels.rest == 0 ? "" : " and \(labels.rest) bytes"), `\(file)` has \(count) points; the labels are left out", at: Place(file: path)))
            return nil
        }
        if labels.hasInstances { findings.add(Finding(.note, "points.instances-left-out", "`\(path)` numbers instances, too; classes alone are read", at: Place(file: path))) }
        return usable(labels.runs, path)
    }

    private func usable(_ runs: PointLabelRuns?, _ file: String) -> [LabelRun]? {
        guard let runs, !runs.runs.isEmpty else { return nil }
        if runs.isTooMany {
            findings.add(Finding(.error, "points.labels.too-many", "the classes of `\(file)` change more than \(PointLabelRuns.maximumRuns) times; they are left out", at: Place(file: file)))
            return nil
        }
        return runs.runs
    }

    private static func size(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
