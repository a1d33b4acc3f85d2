import Kernels
import Testing
@testable import Suggesting

@Suite("Trained models")
struct TrainedModelTests {
    private static let linear = ModelCatalog.all.filter { $0.answer != .entities }

    /// Rows that a model of this kind can learn from.
    static func rows(_ kind: ModelMethod, count: Int = 60) -> (ModelInputs, ModelTargets) {
        var random = SeededRandom(seed: 4)
        let words = [["card", "lost", "stolen"], ["fee", "rate", "foreign"], ["late", "refund", "parcel"]]
        let labels = (0..<count).map { $0 % 3 }
        let texts = labels.map { label in "the \(words[label][random.below(3)]) and \(words[label][random.below(3)]) \(words[random.below(3)][0])" }
        let numbers = labels.flatMap { [Double($0) + random.uniform(), random.uniform()] }
        let inputs: ModelInputs = kind.input == .text ? .texts(texts) : .numbers(numbers, names: ["a", "b"])
        switch kind.answer {
        case .labels: return (inputs, .labelSets(labels.map { $0 == 2 ? [0, 1] : [$0] }, names: ["x", "y"]))
        case .number: return (inputs, .numbers(labels.map { Double($0) * 10 + random.uniform() }))
        default: return (inputs, .labels(labels, names: ["x", "y", "z"]))
        }
    }

    @Test("every model learns what is plain, and says so of rows it has not seen", arguments: linear)
    func learns(kind: ModelMethod) throws {
        let (inputs, targets) = Self.rows(kind)
        let report = try ModelTraining(kind).fit(inputs, targets).report
        if kind.answer == .number {
            let number = try #require(report.number)
            #expect(number.determination ?? 0 > 0.7)
            #expect(number.interval?.coverage == 0.9)
        } else {
            #expect(report.folds == 5)
            #expect(report.accuracy ?? 0 > 0.8)
            #expect(report.calibrationErrorAfter != nil)
        }
    }

    @Test("what is read back predicts the same to the last bit", arguments: linear, ScoreCalibration.Method.allCases)
    func roundTrip(kind: ModelMethod, calibration: ScoreCalibration.Method) throws {
        let (inputs, targets) = Self.rows(kind)
        let model = try ModelTraining(kind, calibration: calibration).fit(inputs, targets).model
        let read = try TrainedModel(data: model.data)
        #expect(read.predict(inputs) == model.predict(inputs))
        #expect(read.data == model.data)
        #expect(read.labels == targets.names)
    }

    @Test("the bytes do not depend on the number of threads", arguments: linear)
    func threads(kind: ModelMethod) throws {
        let (inputs, targets) = Self.rows(kind)
        let one = try ModelTraining(kind, threads: 1).fit(inputs, targets)
        let four = try ModelTraining(kind, threads: 4).fit(inputs, targets)
        #expect(one.model.data == four.model.data)
        #expect(one.report == four.report)
        #expect(one.model.predict(inputs, threads: 3) == four.model.predict(inputs))
    }

    @Test("a label that only one row has is learned from without folds")
    func rareLabel() throws {
        let report = try ModelTraining(ModelCatalog.named("text-words")!).fit(.texts(["a card", "the fee"]), .labels([0, 1], names: ["x", "y"])).report
        #expect(report.folds == 0)
        #expect(report.accuracy == nil)
    }

    @Test("a label that no row has gets no probability, and the model is still kept", arguments: ["text-words", "text-svm", "numbers-label"], ScoreCalibration.Method.allCases)
    func unseenLabel(name: String, calibration: ScoreCalibration.Method) throws {
        let kind = ModelCatalog.named(name)!
        let (inputs, targets) = Self.rows(kind)
        guard case .labels(let labels, let names) = targets else { return }
        let model = try ModelTraining(kind, calibration: calibration, folds: 3).fit(inputs, .labels(labels, names: names + ["never"])).model
        let read = try TrainedModel(data: model.data)
        let probabilities = read.predict(inputs)
        #expect(probabilities.allSatisfy { (0...1).contains($0) })
        if name != "text-svm" { #expect(stride(from: 3, to: probabilities.count, by: 4).allSatisfy { probabilities[$0] < 1e-6 }) }
    }

    // MARK: Bad input

    @Test("one label, no rows, empty texts, holes and counts that differ are told")
    func refusals() {
        let words = ModelTraining(ModelCatalog.named("text-words")!), numbers = ModelTraining(ModelCatalog.named("numbers-label")!)
        #expect(throws: SuggestingError.oneLabel(name: "x", rows: 2)) { try words.fit(.texts(["a card", "fee"]), .labels([0, 0], names: ["x"])) }
        #expect(throws: SuggestingError.oneLabel(name: nil, rows: 0)) { try words.fit(.texts([]), .labels([], names: [])) }
        #expect(throws: SuggestingError.noFeatures(rows: 4)) { try words.fit(.texts(["", " ", "", ""]), .labels([0, 1, 0, 1], names: ["x", "y"])) }
        #expect(throws: SuggestingError.notFinite(row: 1, column: "b")) {
            try numbers.fit(.numbers([1, 2, 3, .nan], names: ["a", "b"]), .labels([0, 1], names: ["x", "y"]))
        }
        #expect(throws: SuggestingError.countsDiffer(texts: 1, labels: 2)) { try words.fit(.texts(["card"]), .labels([0, 1], names: ["x", "y"])) }
        #expect(throws: SuggestingError.labelOutOfRange(7, labelCount: 2, row: 1)) { try words.fit(.texts(["card", "fee"]), .labels([0, 7], names: ["x", "y"])) }
        #expect(throws: SuggestingError.unfit(model: "numbers-label", needs: "numbers")) { try numbers.fit(.texts(["card", "fee"]), .labels([0, 1], names: ["x", "y"])) }
        #expect(throws: SuggestingError.notFinite(row: 0, column: nil)) {
            try ModelTraining(ModelCatalog.named("text-number")!).fit(.texts(["card", "fee"]), .numbers([.infinity, 1]))
        }
        #expect(throws: SuggestingError.unfit(model: "numbers-number", needs: "numbers of a size that can be reckoned with")) {
            try ModelTraining(ModelCatalog.named("numbers-number")!).fit(.numbers([1, 2, 3, 4], names: ["a"]), .numbers([1e308, -1e308, 1e308, 1]))
        }
    }

    // MARK: Hostile files

    @Test("every truncation of a file is told and none traps", arguments: linear)
    func truncated(kind: ModelMethod) throws {
        let (inputs, targets) = Self.rows(kind, count: 12)
        let data = try ModelTraining(kind, folds: 2).fit(inputs, targets).model.data
        for length in stride(from: 0, to: data.count, by: max(1, data.count / 300)) {
            #expect(throws: SuggestingError.self) { try TrainedModel(data: Array(data.prefix(length))) }
        }
    }

    @Test("an altered byte is told anywhere")
    func altered() throws {
        let kind = ModelCatalog.named("text-words")!
        let (inputs, targets) = Self.rows(kind, count: 12)
        let data = try ModelTraining(kind, folds: 2).fit(inputs, targets).model.data
        for place in stride(from: 0, to: data.count, by: 7) {
            var bad = data
            bad[place] ^= 0x20
            #expect(throws: SuggestingError.self) { try TrainedModel(data: bad) }
        }
    }

    @Test("counts beyond the file, other layouts and other models are told with their place")
    func hostile() throws {
        func told(_ data: [UInt8]) -> String { do { _ = try TrainedModel(data: data); return "" } catch { return error.description } }
        func file(_ header: String, _ body: [UInt8] = []) -> [UInt8] {
            var bytes = Array("WNMODEL1".utf8) + [UInt8(header.utf8.count), 0, 0, 0] + Array(header.utf8) + body
            let sum = Hash64.of(bytes)
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: sum >> UInt64(8 * shift))) }
            return bytes
        }
        #expect(told(Array("GIF89a, and what follows".utf8)) == "not a model: it does not begin with `WNMODEL`")
        #expect(told(Array("WNMODEL9".utf8) + [UInt8](repeating: 0, count: 40)) == "not a model: its layout is version `9`, and `1` is read here")
        #expect(told(Array("WNMODEL1".utf8) + [255, 255, 255, 255] + [UInt8](repeating: 0, count: 40)).contains("within a header of 4294967295 bytes"))
        let huge = told(file(#"{"model":"text-words","parts":[{"name":"weights","kind":"float32","count":9000000000000000000}]}"#))
        #expect(huge.contains("`weights` at byte") && huge.contains("more than the file has bytes for"))
        #expect(told(file(#"{"model":"text-words","parts":[{"name":"weights","kind":"float32","count":-1}]}"#)).contains("-1 values"))
        #expect(told(file(#"{"model":"shell-script","parts":[]}"#)).contains("`shell-script`, which is no linear model"))
        #expect(told(file(#"{"model":"text-words","parts":[]}"#)).contains("the header at byte 12 is not that of `text-words`"))
        #expect(told(file("not JSON at all, whatever it says")).contains("the header at byte 12 is not the documented JSON"))
    }

    @Test("a weight that is no number is told")
    func notANumber() throws {
        var writer = ModelWriter()
        writer.add("weights", [Float.nan, 0])
        let reader = try ModelReader(writer.data(model: "text-words", header: ["a": 1]))
        #expect(throws: SuggestingError.notAModel("value 0 of `weights` is no finite number")) { try reader.floats("weights") }
    }
}
