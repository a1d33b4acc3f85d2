import Testing
@testable import Suggesting

@Suite("Learning curves")
struct LearningCurveTests {
    @Test("errors fall along nested subsets, and the same seed draws the same curve")
    func falls() throws {
        let kind = ModelCatalog.named("text-words")!
        let (inputs, targets) = TrainedModelTests.rows(kind, count: 300)
        let study = LearningCurveStudy(ModelTraining(kind, seed: 3))
        let curve = try study.draw(inputs, targets, target: 0.9)
        #expect(curve.points.map(\.labels).first == 20)
        #expect(curve.points.map(\.labels).last == 240)
        #expect((curve.points.first?.error ?? 0) >= (curve.points.last?.error ?? 1))
        #expect(curve.points.allSatisfy { $0.low <= $0.error && $0.error <= $0.high })
        #expect(try study.draw(inputs, targets, target: 0.9) == curve)
    }

    @Test("what is too little, or no label, is told")
    func refusals() {
        let kind = ModelCatalog.named("text-words")!
        let (inputs, targets) = TrainedModelTests.rows(kind, count: 30)
        #expect(throws: SuggestingError.tooFewRows(30, folds: 50)) { try LearningCurveStudy(ModelTraining(kind)).draw(inputs, targets, target: nil) }
        #expect(throws: SuggestingError.self) { try LearningCurveStudy(ModelTraining(kind)).draw(inputs, .numbers([1, 2]), target: nil) }
    }
}
