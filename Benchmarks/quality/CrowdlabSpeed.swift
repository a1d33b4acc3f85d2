import Assuring
import Kernels
import Records

/// Votes beside a model. cleanlab 2.9.0 needs 1.0 s of processor for the first size; it has a dense table of annotators.
let crowdlabSpeed: [SpeedCase] = annotatorSpeed + [
    crowdlabCase("crowdlab-peer-size", items: 2_500, votesPerItem: 10, annotators: 100, classes: 5, seconds: 0.05, isCalibrated: false),
    crowdlabCase("crowdlab", items: 100_000, votesPerItem: 10, annotators: 1_000, classes: 10, seconds: 0.3, isCalibrated: false),
    crowdlabCase("crowdlab-calibrated", items: 100_000, votesPerItem: 10, annotators: 1_000, classes: 10, seconds: 3, isCalibrated: true),
]

private func crowdlabCase(
    _ name: String, items: Int, votesPerItem: Int, annotators: Int, classes: Int, seconds: Double, isCalibrated: Bool
) -> SpeedCase {
    let peer = PeerInput { folder in
        let (votes, truth) = try DrawnCrowd.votes(items: items, votesPerItem: votesPerItem, annotators: annotators, classes: classes)
        try folder.write(DrawnVotes(table: votes, truth: truth, skills: []))
        try folder.write(probabilities: DrawnCrowd.model(truth, classes: classes), columns: classes)
    }
    let size = "\(items * votesPerItem) votes, \(items) items, \(annotators) annotators, \(classes) classes"
    return SpeedCase(name, size: size, seconds: seconds, peer: name == "crowdlab-peer-size" ? peer : nil) { scale in
        let items = max((scale ?? items * votesPerItem) / votesPerItem, 10)
        let (votes, truth) = try DrawnCrowd.votes(items: items, votesPerItem: votesPerItem, annotators: annotators, classes: classes)
        let models = try ModelProbabilities(DrawnCrowd.model(truth, classes: classes), classCount: classes)
        return {
            let scores = try Crowdlab(isCalibrated: isCalibrated).scores(of: votes, models: models)
            let right = zip(scores.labels, truth).count { $0 == $1 }
            var words = JSONObject()
            words["accuracy"] = .double(Double(right) / Double(items))
            return words
        }
    }
}

/// A crowd of known skill: votes and a model that is right on three items of four.
enum DrawnCrowd {
    static func votes(items: Int, votesPerItem: Int, annotators: Int, classes: Int, seed: UInt64 = 7) throws -> (VoteTable, [Int32]) {
        var random = SeededRandom(seed: seed)
        let truth = (0..<items).map { _ in Int32(random.below(classes)) }
        var columns: (items: [Int32], annotators: [Int32], classes: [Int32]) = ([], [], [])
        for item in 0..<items {
            let first = random.below(annotators)
            for vote in 0..<votesPerItem {
                let annotator = (first + vote * 37) % annotators
                let skill = 0.5 + 0.45 * Double(annotator) / Double(annotators)
                columns.items.append(Int32(item))
                columns.annotators.append(Int32(annotator))
                columns.classes.append(random.uniform() < skill ? truth[item] : Int32(random.below(classes)))
            }
        }
        let votes = try VoteTable(
            items: columns.items, annotators: columns.annotators, classes: columns.classes, itemNames: (0..<items).map(String.init),
            annotatorNames: (0..<annotators).map(String.init), classNames: (0..<classes).map(String.init))
        return (votes, truth)
    }

    static func model(_ truth: [Int32], classes: Int, seed: UInt64 = 11) -> [Double] {
        var random = SeededRandom(seed: seed)
        var values = [Double](repeating: 0, count: truth.count * classes)
        for item in truth.indices {
            let guess = random.uniform() < 0.75 ? Int(truth[item]) : random.below(classes)
            var sum = 0.0
            for k in 0..<classes {
                values[item * classes + k] = random.uniform() + (k == guess ? Double(classes) : 0)
                sum += values[item * classes + k]
            }
            for k in 0..<classes { values[item * classes + k] /= sum }
        }
        return values
    }
}

/// Every figure of every annotator: no peer has them together.
let annotatorSpeed: [SpeedCase] = [
    SpeedCase("annotators", size: "1,000,000 votes, 1,000 annotators, 10 classes, with times", seconds: 3) { scale in
        let items = max((scale ?? 1_000_000) / 10, 10)
        let (votes, truth) = try DrawnCrowd.votes(items: items, votesPerItem: 10, annotators: 1_000, classes: 10)
        var random = SeededRandom(seed: 5)
        let seconds = (0..<votes.count).map { _ in 1 + 20 * random.uniform() }
        let history = try VoteHistory(
            items: votes.items, annotators: votes.annotators, classes: votes.classes, times: (0..<votes.count).map { Double($0) },
            seconds: seconds, itemNames: votes.itemNames, annotatorNames: votes.annotatorNames, classNames: votes.classNames)
        let gold = truth.indices.map { $0 % 20 == 0 ? truth[$0] : -1 }
        return {
            let reports = try AnnotatorReports(history, gold: gold)
            var words = JSONObject()
            words["flags"] = .int(Int64(reports.findings.count))
            words["last"] = .string(reports.annotators.last?.name ?? "")
            return words
        }
    }
]
