import Kernels

@testable import Assuring

/// A crowd with a known truth, one vote every ten seconds; what somebody answers is drawn by `answer`.
struct DrawnHistory {
    var truth: [Int32]
    var history: VoteHistory
    let classCount: Int

    /// One person's vote to draw: who, the how-manieth of theirs, what is right.
    struct Turn {
        var annotator: Int
        var place: Int
        var truth: Int32
    }

    init(
        seed: UInt64, items: Int = 100, annotators: Int = 6, classes: Int = 3, answered: Double = 1,
        answer: (Turn, inout SeededRandom) -> Int32
    ) {
        var random = SeededRandom(seed: seed)
        let truth = (0..<items).map { _ in Int32(random.below(classes)) }
        var columns: (items: [Int32], annotators: [Int32], classes: [Int32]) = ([], [], [])
        for annotator in 0..<annotators {
            var place = 0
            for item in 0..<items where random.uniform() < answered {
                columns.items.append(Int32(item))
                columns.annotators.append(Int32(annotator))
                columns.classes.append(answer(Turn(annotator: annotator, place: place, truth: truth[item]), &random))
                place += 1
            }
        }
        self.truth = truth
        classCount = classes
        history = try! VoteHistory(
            items: columns.items, annotators: columns.annotators, classes: columns.classes,
            times: columns.items.indices.map { Double($0) * 10 }, itemNames: (0..<items).map { "item-\($0)" },
            annotatorNames: (0..<annotators).map { "annotator-\($0)" }, classNames: (0..<classes).map { "class-\($0)" })
    }

    /// The truth with probability `skill`, else any class.
    static func honest(_ turn: Turn, _ random: inout SeededRandom, skill: Double, classes: Int = 3) -> Int32 {
        random.uniform() < skill ? turn.truth : Int32(random.below(classes))
    }
}

extension VoteHistory {
    /// One annotator's answers per string, one letter per item, "-" for none; no times.
    static func drawn(_ annotators: String..., classes: String, times: [Double]? = nil, seconds: [Double]? = nil) -> VoteHistory {
        var columns: (items: [Int32], annotators: [Int32], classes: [Int32]) = ([], [], [])
        let letters = Array(classes)
        for (annotator, answers) in annotators.enumerated() {
            for (item, letter) in answers.enumerated() where letter != "-" {
                columns.items.append(Int32(item))
                columns.annotators.append(Int32(annotator))
                columns.classes.append(Int32(letters.firstIndex(of: letter)!))
            }
        }
        return try! VoteHistory(
            items: columns.items, annotators: columns.annotators, classes: columns.classes, times: times, seconds: seconds,
            itemNames: (0..<(annotators.map(\.count).max() ?? 0)).map { "item-\($0)" },
            annotatorNames: annotators.indices.map { "annotator-\($0)" }, classNames: letters.map(String.init))
    }
}

extension AnnotatorReports {
    subscript(name: String) -> AnnotatorReport { annotators.first { $0.name == name }! }
}
