import Assuring
import Foundation
import Formats
import Kernels
import Records

let confidentSpeed: [SpeedCase] = [
    SpeedCase("confident-1m-10", size: "1,000,000 x 10 float64", seconds: 0.5, mebibytes: 150, peer: peer(1_000_000, 10)) { scale in
        let drawn = DrawnLabels(count: scale ?? 1_000_000, classCount: 10)
        return drawn.work(Matrix(drawn.probabilities.map(Double.init), rowCount: drawn.count, columnCount: 10))
    },
    SpeedCase("confident-1m-10-float32", size: "1,000,000 x 10 float32", seconds: 0.5, mebibytes: 150) { scale in
        let drawn = DrawnLabels(count: scale ?? 1_000_000, classCount: 10)
        return drawn.work(FloatMatrix(drawn.probabilities, rowCount: drawn.count, columnCount: 10))
    },
    SpeedCase("confident-100k-1000", size: "100,000 x 1,000 float32", seconds: 1.5, mebibytes: 100, peer: peer(100_000, 1000)) { scale in
        let drawn = DrawnLabels(count: scale ?? 100_000, classCount: 1000)
        return drawn.work(FloatMatrix(drawn.probabilities, rowCount: drawn.count, columnCount: 1000))
    },
    SpeedCase("confident-100k-1000-float64", size: "100,000 x 1,000 float64", seconds: 1.5, mebibytes: 100) { scale in
        let drawn = DrawnLabels(count: scale ?? 100_000, classCount: 1000)
        return drawn.work(Matrix(drawn.probabilities.map(Double.init), rowCount: drawn.count, columnCount: 1000))
    },
    // The pages of the mapped file count as memory of the process, though they can be dropped at any time.
    SpeedCase("confident-100k-1000-npy", size: "100,000 x 1,000 mapped float32", seconds: 1.5) { scale in
        let drawn = DrawnLabels(count: scale ?? 100_000, classCount: 1000)
        let folder = NSTemporaryDirectory() + "confident-speed-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try InputFolder(path: folder).write(probabilities: drawn.probabilities, columns: 1000)
        let labels = drawn.labels
        return {
            defer { try? FileManager.default.removeItem(atPath: folder) }
            return try DrawnLabels.audit(labels, try NpyMatrix(path: folder + "/probabilities.npy"))
        }
    },
    SpeedCase("outre", size: "10,000 numbers") { scale in
        var random = SeededRandom(seed: 1)
        let predictions = (0..<(scale ?? 10_000)).map { _ in random.uniform() * 10 }
        let labels = predictions.map { $0 + random.uniform() - 0.5 }
        return { ["lowest": .double(try Outre().scores(labels: labels, predictions: predictions).min() ?? 1)] }
    },
]

/// The peer gets the type it is at home with.
private func peer(_ count: Int, _ classCount: Int) -> PeerInput {
    PeerInput { folder in
        let drawn = DrawnLabels(count: count, classCount: classCount)
        try folder.write(labels: drawn.labels)
        if classCount < 100 {
            try folder.write(probabilities: drawn.probabilities.map(Double.init), columns: classCount)
        } else {
            try folder.write(probabilities: drawn.probabilities, columns: classCount)
        }
    }
}

/// Labels of which a tenth are wrong, and probabilities that lean to the truth.
private struct DrawnLabels {
    let count: Int
    let classCount: Int
    let labels: [Int32]
    let probabilities: [Float]

    init(count: Int, classCount: Int) {
        var random = SeededRandom(seed: 7)
        var labels: [Int32] = []
        var row = [Float](repeating: 0, count: classCount)
        var probabilities: [Float] = []
        probabilities.reserveCapacity(count * classCount)
        for _ in 0..<count {
            let truth = random.below(classCount)
            labels.append(Int32(random.uniform() < 0.1 ? random.below(classCount) : truth))
            var sum: Float = 0
            for k in 0..<classCount {
                row[k] = Float(random.uniform())
                sum += row[k]
            }
            row[truth] += sum * Float(random.uniform()) * 2
            sum = row.reduce(0, +)
            for k in 0..<classCount { probabilities.append(row[k] / sum) }
        }
        (self.count, self.classCount, self.labels, self.probabilities) = (count, classCount, labels, probabilities)
    }

    func work(_ rows: some MatrixRows) -> () throws -> JSONObject {
        let labels = labels
        return { try Self.audit(labels, rows) }
    }

    /// Issues, health and all three scores.
    static func audit(_ labels: [Int32], _ rows: any MatrixRows) throws -> JSONObject {
        let evidence = try LabelEvidence(labels: labels, rows: rows)
        let joint = try ConfidentJoint(evidence)
        let issues = try LabelIssues().indices(evidence, joint)
        var means = JSONObject()
        for score in LabelQualityCatalog.all { means[score.name] = .double(try score.scores(evidence).reduce(0, +) / Double(labels.count)) }
        return ["issues": .int(Int64(issues.count)), "health": .double(LabelHealth(evidence, joint).score), "mean_scores": .object(means)]
    }
}
