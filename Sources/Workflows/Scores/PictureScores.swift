import Foundation
import Preparing
import Records
import Storage

/// The pictures of a project by what one check sees in them, worst first, and how many any setting of it would report.
///
/// Counted over all pictures at once from the measurements that the last run of the checks kept, so that a page can move the
/// line without asking again. Nothing is decoded here.
public struct PictureScorePage: Codable, Sendable, Hashable {
    public struct Check: Codable, Sendable, Hashable {
        public var name: String
        public var summary: String
    }

    /// How many pictures are reported when the setting has this value.
    public struct Step: Codable, Sendable, Hashable {
        public var value: Double
        public var count: Int
    }

    public struct Row: Codable, Sendable, Hashable {
        public var item: ItemID
        public var key: String
        public var blobs: [String: BlobReference]
        /// Bad below, good above.
        public var score: Double
        public var words: String
    }

    /// Those that have a line to be moved.
    public var checks: [Check]
    public var check: String
    /// Name of its setting in `image-checks`.
    public var setting: String
    /// As it is declared, or usual.
    public var value: Double
    public var isDeclared: Bool
    /// By value, the present one among them.
    public var steps: [Step]
    public var measured: Int
    /// Ready items with a picture that no run has measured, or that cannot be read.
    public var unmeasured: Int
    public var version: Int
    public var pictures: [Row]
    public var next: ItemID?
}

extension Workflows {
    /// A page of pictures by score. Reads all measurements: about 20 microseconds a picture.
    public func pictureScores(of slug: String, as actor: Actor, check name: String? = nil, limit: Int = 100, after: ItemID? = nil) async throws -> PictureScorePage {
        let project = try await project(slug, as: actor, needs: .readProject)
        let line = try CheckLine(named: name ?? CheckLine.all[0].check.name)
        let declared = PrepareJob.declared(project.definition).first { $0.step == ImageChecksStep.name }?.settings ?? [:]
        let settings = (try? ImageCheckSettings(declared)) ?? ImageCheckSettings()
        let pictures = MeasuredPictures(store, of: project.id)
        let seen = try await ScoredPictures.read(pictures, line, settings)
        let shown = seen.page(after: after, limit: limit)
        let exposure = try Exposure(of: project, to: actor)
        let rows = try await store.read { connection in try Self.rows(shown.rows, line, seen.sizes, exposure, connection) }
        let withPictures = try await store.read { try $0.items.countPictures(of: project.id) }
        return PictureScorePage(
            checks: CheckLine.all.map { .init(name: $0.check.name, summary: $0.check.summary) }, check: line.check.name, setting: line.setting,
            value: line.value(settings), isDeclared: declared[line.setting] != nil, steps: seen.steps(line, settings), measured: seen.scores.count,
            unmeasured: max(0, withPictures - seen.scores.count), version: project.version, pictures: rows, next: shown.next)
    }

    private static func rows(
        _ scored: [ScoredPictures.Score], _ line: CheckLine, _ sizes: SizeSpread?, _ exposure: Exposure, _ connection: any Connection
    ) throws -> [PictureScorePage.Row] {
        let items = Dictionary(uniqueKeysWithValues: try exposure.of(connection.items.find(scored.map(\.item)), connection).map { ($0.id, $0) })
        let known = try connection.blobFacts.find(
            Set(items.values.compactMap { $0.picture?.sha256 }).sorted(), kind: MeasuredPictures.kind, as: ImageMeasurements.self)
        return scored.compactMap { score in
            guard let sizes, let item = items[score.item], let picture = item.picture, let measurements = known[picture.sha256] else { return nil }
            return PictureScorePage.Row(item: item.id, key: item.key, blobs: item.blobs, score: score.score, words: line.check.words(measurements, sizes))
        }
    }
}

/// A check whose line can be moved, and the setting that moves it.
struct CheckLine: Sendable {
    let check: any ImageCheck
    let setting: String
    /// The setting's value in the settings of the step.
    let value: @Sendable (ImageCheckSettings) -> Double

    /// `grayscale` has no line: a picture is gray or is not.
    static let all: [CheckLine] = ImageCheckCatalog.all.compactMap { check in
        switch check {
        case is DarkImage: CheckLine(check: check, setting: "dark") { $0.dark }
        case is LightImage: CheckLine(check: check, setting: "light") { $0.light }
        case is BlurryImage: CheckLine(check: check, setting: "blurry") { $0.blurry }
        case is OddSizeImage: CheckLine(check: check, setting: "odd-size") { $0.oddSize }
        case is OddAspectImage: CheckLine(check: check, setting: "odd-aspect") { $0.oddAspect }
        case is LowInformationImage: CheckLine(check: check, setting: "low-information") { $0.lowInformation }
        case is ClippedImage: CheckLine(check: check, setting: "clipped") { $0.clipped }
        case is UnsharpImage: CheckLine(check: check, setting: "laplacian") { $0.laplacian }
        default: nil
        }
    }

    init(check: any ImageCheck, setting: String, value: @escaping @Sendable (ImageCheckSettings) -> Double) {
        self.check = check
        self.setting = setting
        self.value = value
    }

    init(named name: String) throws {
        guard let line = Self.all.first(where: { $0.check.name == name }) else { throw WorkflowError(.notFound, "check.unknown", "there is no check `\(name)` whose line can be moved", hint: "there are " + Self.all.map { "`\($0.check.name)`" }.joined(separator: ", ")) }
        self = line
    }

    /// The values that a page offers: hundredths, or of the Laplacian's variance steps up to the sharpest picture.
    func values(highest: Double) -> [Double] {
        guard setting == "laplacian" else { return (0...100).map { Double($0) / 100 } }
        let most = min(100_000, max(100, highest))
        let step = pow(10, floor(log10(most / 50)))
        return (0...Int((most / step).rounded(.up))).map { min(100_000, Double($0) * step) }
    }

    /// Every finding of the check is of a score below this.
    func threshold(at value: Double, _ sizes: SizeSpread) -> Double {
        guard let settings = try? ImageCheckSettings([setting: .double(value)]) else { return 0 }
        return check.threshold(settings, sizes)
    }
}

/// All measured pictures by the score of one check.
struct ScoredPictures: Sendable {
    struct Score: Sendable { var score: Double, item: ItemID }

    /// Ascending; equal ones in the order of items.
    var scores: [Score]
    var sizes: SizeSpread?

    static func read(_ pictures: MeasuredPictures, _ line: CheckLine, _ settings: ImageCheckSettings) async throws -> Self {
        var items: [(item: ItemID, measurements: ImageMeasurements)] = []
        try await pictures.forEachBatch { batch in
            for picture in batch {
                if case .measured(let measurements) = picture.reading { items.append((picture.item.id, measurements)) }
            }
        }
        guard let sizes = SizeSpread(items.map { SizeSpread.size(width: $0.measurements.width, height: $0.measurements.height) }, spread: settings.sizeSpread) else {
            return Self(scores: [], sizes: nil)
        }
        let scores = items.map { Score(score: line.check.score($0.measurements, sizes), item: $0.item) }
        return Self(scores: scores.sorted { ($0.score, $0.item) < ($1.score, $1.item) }, sizes: sizes)
    }

    func steps(_ line: CheckLine, _ settings: ImageCheckSettings) -> [PictureScorePage.Step] {
        guard let sizes else { return [] }
        let values = Set(line.values(highest: scores.last?.score ?? 0) + [line.value(settings)]).sorted()
        return values.map { .init(value: $0, count: below(line.threshold(at: $0, sizes))) }
    }

    /// How many scores lie below, by bisection.
    private func below(_ threshold: Double) -> Int {
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle].score < threshold { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Behind the picture of an item; one that has gone since begins anew.
    func page(after: ItemID?, limit: Int) -> (rows: [Score], next: ItemID?) {
        let start = after.flatMap { after in scores.firstIndex { $0.item == after } }.map { $0 + 1 } ?? 0
        let rows = Array(scores[start..<min(start + limit, scores.count)])
        return (rows, start + rows.count < scores.count ? rows.last?.item : nil)
    }
}
