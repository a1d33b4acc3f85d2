/// Every model that is trained here, one line each: `winnow train --model NAME`.
public enum ModelCatalog {
    public static let all: [ModelMethod] = [
        text("text-ngrams", "Texts to one label: hashed n-grams of words and characters, softmax; for short and misspelt texts", .label, .temperature, 50, .ngrams(TextFeatures()), .softmax),
        text("text-words", "Texts to one label: TF-IDF of words and pairs of words, softmax", .label, .temperature, 10, .words(.init()), .softmax),
        text("text-svm", "Texts to one label: TF-IDF of words and pairs of words, linear support vector machines", .label, .temperature, 1, .words(.init()), .margins),
        text("text-labels", "Texts to any number of labels: hashed n-grams, a logistic model for each label", .labels, .none, 50, .ngrams(TextFeatures()), .oneVersusRest),
        text("text-number", "Texts to a number with an interval: hashed n-grams, ridge regression", .number, .none, 1, .ngrams(TextFeatures()), .ridge),
        numbers("numbers-label", "Columns of numbers to one label: standardised, softmax", .label, .temperature, .softmax),
        numbers("numbers-svm", "Columns of numbers to one label: standardised, linear support vector machines", .label, .temperature, .margins),
        numbers("numbers-number", "Columns of numbers to a number with an interval: standardised, ridge regression", .number, .none, .ridge),
        ModelMethod(
            name: "text-entities", summary: "Texts to labelled stretches (names, amounts): a linear-chain conditional random field over words, their shapes and neighbours",
            input: .text, answer: .entities, usualCalibration: .none, usualCloseness: 5, encoder: nil, learner: nil),
    ]

    public static func named(_ name: String) -> ModelMethod? { all.first { $0.name == name } }

    private static func text(
        _ name: String, _ summary: String, _ answer: ModelMethod.Answer, _ calibration: ScoreCalibration.Method, _ closeness: Double,
        _ encoder: FeatureEncoder.Kind, _ learner: ModelMethod.Learner
    ) -> ModelMethod {
        ModelMethod(
            name: name, summary: summary, input: .text, answer: answer, usualCalibration: calibration, usualCloseness: closeness, encoder: encoder,
            learner: learner)
    }

    private static func numbers(
        _ name: String, _ summary: String, _ answer: ModelMethod.Answer, _ calibration: ScoreCalibration.Method, _ learner: ModelMethod.Learner
    ) -> ModelMethod {
        ModelMethod(
            name: name, summary: summary, input: .numbers, answer: answer, usualCalibration: calibration, usualCloseness: 1, encoder: .numbers,
            learner: learner)
    }
}
