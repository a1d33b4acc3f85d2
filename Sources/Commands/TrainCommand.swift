import ArgumentParser
import Foundation
import Workflows

/// `winnow train`: learn a model from the labelled rows of a file, without a workspace or a download.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Learn a model from labelled rows of a file: texts, numbers or marked words; measured by folds, calibrated, written as plain data",
        discussion: """
            Rows without a label are passed over, so a file may hold a pool beside what is labelled. `winnow list models` tells what can be learned. \
            Figures are of rows the model had not seen. The same file, options and seed make the same bytes.
            Example: winnow train sms.csv --text message --label kind --to sms.model
            Example: winnow train tickets.jsonl --task labels --label topics --to topics.model --report topics.html
            Example: winnow train houses.csv --task number --features area,rooms --label price --to price.model
            Example: winnow train news.conll --task entities --to names.model
            Example: winnow train sms.csv --curve --target 0.99 --to sms.model
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input. For entities also .conll and other formats of marked texts", completion: .file()) var file: String
    @Option(help: ArgumentHelp("Where the model goes; an earlier model is written anew, nothing else is", valueName: "out.model"), completion: .file()) var to: String
    @Option(help: "What is learned: `label` (the usual), `labels` (any number of them), `number` or `entities`", completion: .list(ModelTask.allCases.map(\.rawValue))) var task: ModelTask?
    @Option(help: "One of the models that `winnow list models` prints; by default the usual one of the task", completion: CatalogName.completion("models"), transform: CatalogName.oneOf("models")) var model: String?
    @Option(help: "Field that holds the text") var text = "text"
    @Option(help: ArgumentHelp("Columns of numbers to learn from in place of a text, with commas between", valueName: "columns")) var features: String?
    @Option(help: "Field that holds the label, the labels (a JSON list, or `a|b`) or the number") var label = "label"
    @Option(help: "What stands between several labels in one cell") var separator = "|"
    @Option(help: "How scores become probabilities: one of `winnow list calibration`; by default the usual one of the model", completion: CatalogName.completion("calibration"), transform: CatalogName.oneOf("calibration")) var calibration: String?
    @Option(help: "How much rows of a label weigh: `balanced`, `equal`, or weights such as `spam=3,ham=1`") var weights = "balanced"
    @Option(parsing: .unconditional, help: "How closely training rows are fitted: the inverse of the penalty, `C` elsewhere; by default the usual one of the model") var closeness: Double?
    @Option(parsing: .unconditional, help: "Folds that measure and calibrate the model; 0 does neither") var folds = 5
    @Option(parsing: .unconditional, help: "How often the interval of a number is to hold it") var coverage = 0.9
    @Flag(help: "Also draw a learning curve: what more labels would bring") var curve = false
    @Option(parsing: .unconditional, help: "With `--curve`: an accuracy, and how many labels reach it") var target: Double?
    @Option(name: .customLong("from"), help: "Format of marked texts, where the file does not tell; one of `winnow list formats`") var from: String?
    @Option(help: "Seed of the folds and of the curve") var seed: UInt64 = 0
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var report: ReportOption
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if let closeness, !(1e-6...1e6).contains(closeness) { throw ValidationError("`--closeness` lies between 0.000001 and 1000000, not at \(closeness)") }
        guard folds == 0 || (2...1000).contains(folds) else { throw ValidationError("`--folds` is 0, or 2 to 1000, not \(folds)") }
        guard coverage > 0, coverage < 1 else { throw ValidationError("`--coverage` lies between 0 and 1, not at \(coverage)") }
        if let target, !(target > 0 && target < 1) { throw ValidationError("`--target` lies between 0 and 1, not at \(target)") }
        if target != nil, !curve { throw ValidationError("`--target` has a say only beside `--curve`") }
        if curve, let task, task != .label { throw ValidationError("`--curve` is drawn for the task `label`") }
        if task == .entities, features != nil { throw ValidationError("`--features` has nothing to say to the task `entities`") }
        if from != nil, task != .entities, model != "text-entities" { throw ValidationError("`--from` has a say only for the task `entities`: other tasks read tables") }
        guard LabelWeighting(weights) != nil else { throw ValidationError("`--weights` is `balanced`, `equal` or such as `spam=3,ham=1`, not `\(weights)`") }
    }

    func run() async throws {
        try report.check()
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try TrainFiles.train(file, options, to: to, watch: line.update, learning: { line.turn(to: "learning") })
        line.finish()
        Output.say(findings)
        try report.write(.training(result))
        if json { try Output.json(result) } else { TrainingText.show(result) }
        try failOn.check(findings.worst)
    }

    private var options: TrainFiles.Options {
        var options = TrainFiles.Options()
        (options.task, options.model, options.text, options.label, options.separator) = (task, model, text, label, separator)
        options.features = features.map { $0.split(separator: ",").map(String.init) } ?? []
        options.calibration = calibration.flatMap(ScoreCalibrationMethod.init(rawValue:))
        options.weights = LabelWeighting(weights) ?? .balanced
        (options.closeness, options.folds, options.coverage, options.seed) = (closeness, folds, coverage, seed)
        (options.curve, options.target, options.from) = (curve, target, from)
        return options
    }
}

extension ModelTask: ExpressibleByArgument {}

/// What a training came to, as people read it.
private enum TrainingText {
    static func show(_ result: TrainFiles.Result) {
        if let report = result.training { show(report) }
        if let report = result.entities { show(report) }
        Output.say("\(result.model.path): \(result.model.name), \(result.model.bytes) bytes, version \(result.model.version)")
        if result.leftOut > 0 { Output.say("\(result.leftOut) rows had nothing to learn from") }
    }

    private static func show(_ report: TrainFiles.Training) {
        scores(report.scores)
        if let number = report.number { show(number) }
        var words = ["\(report.rows) rows", "\(report.features) features"]
        if report.folds == 0 { words.append("too few rows to hold any out: nothing is known of how good it is") }
        if let accuracy = report.accuracy {
            let folds = report.foldAccuracy.map { Output.figure($0, "%.3f") }.joined(separator: " ")
            words.append("accuracy \(Output.figure(accuracy)) (folds \(folds))")
        }
        if let f1 = report.macroF1 { words.append("macro F1 \(Output.figure(f1))") }
        if let loss = report.logLoss { words.append("log loss \(Output.figure(loss))") }
        if let before = report.calibrationErrorBefore, let after = report.calibrationErrorAfter {
            words.append("calibration error \(Output.figure(before)) before and \(Output.figure(after)) after `\(report.calibration.rawValue)`")
        }
        Output.say((words + [ending(report.seconds, report.seed)]).joined(separator: ", "))
        for pair in report.mostConfused.prefix(3) { Output.say("  \(pair.rows) of `\(pair.given)` are taken for `\(pair.predicted)`") }
        if let curve = report.curve { show(curve) }
    }

    private static func show(_ report: TrainFiles.Entities) {
        scores(report.scores)
        var words = ["\(report.rows) texts", "\(report.tokens) words", "\(report.features) weights"]
        if let precision = report.precision, let recall = report.recall, let f1 = report.f1 {
            words.append("entities held out: precision \(Output.figure(precision)), recall \(Output.figure(recall)), F1 \(Output.figure(f1))")
        }
        Output.say((words + [ending(report.seconds, report.seed)]).joined(separator: ", "))
        if report.adjustedSpans > 0 { Output.say("\(report.adjustedSpans) marks began or ended inside a word: the whole word was taken") }
        if report.droppedSpans > 0 { Output.say("\(report.droppedSpans) marks covered no word or an earlier mark, and were left out") }
    }

    private static func ending(_ seconds: Double?, _ seed: UInt64) -> String { "\(Output.figure(seconds, "%.1f")) s, seed \(seed)" }

    private static func scores(_ scores: [TrainFiles.Training.LabelScore]) {
        guard !scores.isEmpty else { return }
        var table = TextTable("label", "rows", "precision", "recall", "f1")
        for score in scores { table.add(score.label, "\(score.rows)", Output.figure(score.precision), Output.figure(score.recall), Output.figure(score.f1)) }
        Output.data(table.text)
    }

    private static func show(_ number: TrainFiles.Training.Number) {
        Output.data("mean absolute error \(Output.figure(number.meanAbsoluteError, "%.6g")), root mean square error \(Output.figure(number.rootMeanSquareError, "%.6g")), explained \(Output.figure(number.determination))")
        if let interval = number.interval { Output.data("plus and minus \(Output.figure(interval.halfWidth, "%.6g")) holds the truth in \(Output.figure(interval.coverage * 100, "%.0f")) %") }
    }

    private static func show(_ curve: TrainFiles.Curve) {
        var table = TextTable("labels", "error", "low", "high")
        for point in curve.points { table.add("\(point.labels)", Output.figure(point.error), Output.figure(point.low), Output.figure(point.high)) }
        Output.data(table.text)
        Output.say("error = \(Output.figure(curve.law.floor)) + \(Output.figure(curve.law.scale)) * labels^-\(Output.figure(curve.law.rate, "%.3f"))")
        let gain = curve.gainOfDoubling
        Output.say("twice the labels: \(Output.figure(gain.value)) less error (\(Output.figure(gain.low)) to \(Output.figure(gain.high))): \(curve.morePays ? "more labels pay" : "that more labels pay cannot be told")")
        if let target = curve.target, let needed = curve.labelsForTarget {
            let range = "\(Output.figure(needed.low, "%.0f")) to \(needed.high.map { Output.figure($0, "%.0f") } ?? "out of reach")"
            Output.say("accuracy \(target): \(needed.value.map { "\(Output.figure($0, "%.0f")) labels" } ?? "out of reach") (\(range))")
        }
    }
}
