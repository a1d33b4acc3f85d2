/// Every method for tables that can be named, by verb.
public enum TableMethodCatalog {
    public static let all: [TableMethod] = imputing + outliers + scaling + encoding + balancing

    public static func of(_ verb: TableMethod.Verb) -> [TableMethod] { all.filter { $0.verb == verb } }

    public static func method(_ verb: TableMethod.Verb, named name: String) -> TableMethod? { all.first { $0.verb == verb && $0.name == name } }

    private static let imputing: [TableMethod] = [
        TableMethod(.impute, "mean", "Mean of the column's training values", of: .numbers) { SimpleImputationSettings(.mean, columns: $0.columns, indicator: $0.indicator) },
        TableMethod(.impute, "median", "Median of the column's training values", of: .numbers) { SimpleImputationSettings(.median, columns: $0.columns, indicator: $0.indicator) },
        TableMethod(.impute, "mode", "Most frequent training value, of numbers and categories") { SimpleImputationSettings(.mode, columns: $0.columns, indicator: $0.indicator) },
        TableMethod(.impute, "constant", "One number or text for all (`--value`, `--text`)") {
            SimpleImputationSettings(.constant(number: $0.value ?? 0, category: $0.text), columns: $0.columns, indicator: $0.indicator)
        },
        TableMethod(.impute, "knn", "Mean of the nearest training rows that have a value (5), by what both rows have", of: .numbers) {
            NeighbourImputationSettings(neighbours: $0.count ?? 5, numbers: $0.columns)
        },
        TableMethod(.impute, "regression", "Bayesian ridge regression on the other columns, in rounds", of: .numbers) { RegressionImputationSettings(columns: $0.columns, maximumRounds: $0.count ?? 10) },
        TableMethod(.impute, "mice", "Drawn from the regressions, several times (5); the first draw is written", of: .numbers) {
            MultipleImputationSettings(columns: $0.columns, draws: $0.count ?? 5, seed: $0.seed)
        },
    ]

    private static let outliers: [TableMethod] = [
        TableMethod(.outliers, "iqr", "Beyond the quartiles by 1.5 times their distance", of: .numbers) { ColumnOutlierSettings(.quartiles(factor: $0.value ?? 1.5), columns: $0.columns) },
        TableMethod(.outliers, "z", "More than 3 standard deviations from the mean", of: .numbers) { ColumnOutlierSettings(.deviations(limit: $0.value ?? 3), columns: $0.columns) },
        TableMethod(.outliers, "mad", "More than 3.5 median deviations from the median", of: .numbers) { ColumnOutlierSettings(.medianDeviations(limit: $0.value ?? 3.5), columns: $0.columns) },
        TableMethod(.outliers, "rolling-mad", "As `mad` in a moving window of a series (10 rows to each side)", of: .numbers) {
            ColumnOutlierSettings(.rollingMedian(reach: $0.count ?? 10, limit: $0.value ?? 3.5), columns: $0.columns)
        },
        TableMethod(.outliers, "rare", "Categories of less than a share of the rows (0.01)", of: .categories) { ColumnOutlierSettings(.rareCategories(share: $0.value ?? 0.01), columns: $0.columns) },
        TableMethod(.outliers, "isolation-forest", "Rows that few random cuts set apart (100 trees of 256 rows)", of: .numbers) {
            RowOutlierSettings(.isolationForest(trees: $0.count ?? 100, sample: 256, seed: $0.seed), columns: $0.columns)
        },
        TableMethod(.outliers, "lof", "Rows in a thinner place than their 20 neighbours: local outlier factor above 1.5", of: .numbers) {
            RowOutlierSettings(.localOutlierFactor(neighbours: $0.count ?? 20, limit: $0.value ?? 1.5), columns: $0.columns)
        },
        TableMethod(.outliers, "knn", "Rows farther from their 5th neighbour than the training rows, by 1.5 quartile distances", of: .numbers) {
            RowOutlierSettings(.neighbourDistance(neighbours: $0.count ?? 5, factor: $0.value ?? 1.5), columns: $0.columns)
        },
    ]

    private static let scaling: [TableMethod] = [
        TableMethod(.scale, "standard", "Less the mean, over the standard deviation", of: .numbers) { ScalingSettings(.standard, columns: $0.columns) },
        TableMethod(.scale, "min-max", "The least becomes 0, the greatest 1", of: .numbers) { ScalingSettings(.minimumToMaximum(low: 0, high: 1), columns: $0.columns) },
        TableMethod(.scale, "robust", "Less the median, over the distance of the quartiles", of: .numbers) { ScalingSettings(.robust(from: 0.25, to: 0.75), columns: $0.columns) },
        TableMethod(.scale, "max-abs", "Over the greatest magnitude", of: .numbers) { ScalingSettings(.greatestMagnitude, columns: $0.columns) },
        TableMethod(.scale, "quantile", "The share of training values below", of: .numbers) { ScalingSettings(.quantiles(count: $0.count ?? 1000, normal: false), columns: $0.columns) },
        TableMethod(.scale, "quantile-normal", "The normal number with that share below it", of: .numbers) { ScalingSettings(.quantiles(count: $0.count ?? 1000, normal: true), columns: $0.columns) },
        TableMethod(.scale, "yeo-johnson", "The power that makes the column most normal, then `standard`", of: .numbers) { ScalingSettings(.yeoJohnson, columns: $0.columns) },
        TableMethod(.scale, "log1p", "log(1 + x)", of: .numbers) { ScalingSettings(.logarithm, columns: $0.columns) },
    ]

    private static let encoding: [TableMethod] = [
        TableMethod(.encode, "one-hot", "A column of 0 and 1 for each category; unknown ones are 0 everywhere", of: .categories) { OneHotSettings(columns: $0.columns, unknown: .ignore) },
        TableMethod(.encode, "ordinal", "Numbers from 0 in the order of the categories; -1 for unknown ones", of: .categories) { OrdinalSettings(columns: $0.columns, unknownValue: $0.value ?? -1) },
        TableMethod(.encode, "target", "Mean of the target in the category, smoothed; training rows by what the other folds say (5)", of: .categories, needsLabel: true) {
            TargetEncodingSettings(target: $0.label, columns: $0.columns, folds: $0.count ?? 5, seed: $0.seed)
        },
        TableMethod(.encode, "hash", "Signed hash buckets (32)", of: .categories) { HashEncodingSettings(columns: $0.columns, buckets: $0.count ?? 32, seed: $0.seed) },
        TableMethod(.encode, "frequency", "Share of the training rows with the category", of: .categories) { FrequencySettings(columns: $0.columns) },
        TableMethod(.encode, "cyclic", "Sine and cosine of a number with a period (`--value`)", of: .numbers) { CyclicSettings(columns: $0.columns ?? [], period: $0.value ?? 0) },
        TableMethod(.encode, "uniform-bins", "Number of one of 5 bins of equal width", of: .numbers) { BinSettings(columns: $0.columns, count: $0.count ?? 5, method: .uniform) },
        TableMethod(.encode, "quantile-bins", "Number of one of 5 bins of equally many training values", of: .numbers) { BinSettings(columns: $0.columns, count: $0.count ?? 5, method: .quantile) },
    ]

    private static let balancing: [TableMethod] = [
        balance("over", "Copies of rows of the smaller classes") { _ in .copies },
        balance("under", "Fewer rows of the larger classes") { _ in .drawn },
        balance("smote", "New rows between rows and their neighbours of the class (5); numbers only") { .smote(neighbours: $0.count ?? 5) },
        balance("smote-nc", "As `smote`, with categories") { .smoteMixed(neighbours: $0.count ?? 5) },
        balance("adasyn", "As `smote`, more where other classes are near") { .adaptive(neighbours: $0.count ?? 5) },
        balance("tomek", "Without rows that are the nearest of a row of another class, and it theirs") { _ in .tomekLinks },
        balance("enn", "Without rows whose neighbours (3) are of another class") { .editedNeighbours(neighbours: $0.count ?? 3, agreement: .all) },
        balance("smote-tomek", "`smote`, then `tomek`") { .smoteThenTomek(neighbours: $0.count ?? 5) },
        TableMethod(.balance, "weights", "A column of class weights, n / (classes x rows of the class); no row is added or left out", needsLabel: true) { ClassWeightSettings(label: $0.label) },
    ]

    private static func balance(_ name: String, _ summary: String, _ method: @escaping @Sendable (TableMethodOptions) -> BalanceSettings.Method) -> TableMethod {
        TableMethod(.balance, name, summary, needsLabel: true) {
            BalanceSettings(method($0), label: $0.label, features: $0.columns, strategy: $0.strategy, seed: $0.seed)
        }
    }
}
