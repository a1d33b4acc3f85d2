/// Units of length, mass, temperature, time, data, volume and angle, by the names people write.
///
/// Factors are exact by definition (international inch and pound, BIPM SI brochure, IEC 80000-13). `KB` is taken for 1000
/// bytes, as disks are sold; `KiB` is 1024. Symbols count capital letters (`mg` is no `Mg`); where nothing else has the name
/// in small letters, that is taken too. Money is known, and not converted.
public enum UnitTable {
    public enum Dimension: String, Sendable, Hashable, CaseIterable { case length, mass, temperature, time, data, volume, angle }

    public struct Unit: Sendable, Hashable {
        public var symbol: String
        public var dimension: Dimension
        /// A value times this, plus `offset`, is in the base unit: m, kg, K, s, byte, l, rad.
        public var factor: Double
        public var offset = 0.0
        public var names: [String]
    }

    public static func unit(_ name: String) -> Unit? { byName[name] ?? byFoldedName[name.lowercased()] ?? nil }

    static let money: Set<String> = ["$", "€", "£", "¥", "₹", "₽", "usd", "eur", "gbp", "jpy", "inr", "chf", "cny", "rub", "dollar", "dollars", "euro", "euros", "pounds sterling"]

    public static let all: [Unit] = [
        make("m", .length, 1, "metre", "metres", "meter", "meters"), make("km", .length, 1000, "kilometre", "kilometres", "kilometer", "kilometers"),
        make("cm", .length, 0.01, "centimetre", "centimetres", "centimeter", "centimeters"), make("mm", .length, 0.001, "millimetre", "millimetres", "millimeter", "millimeters"),
        make("um", .length, 1e-6, "µm", "μm", "micrometre", "micrometer", "micron", "microns"), make("nm", .length, 1e-9, "nanometre", "nanometer"),
        make("in", .length, 0.0254, "inch", "inches", "\"", "″", "''"), make("ft", .length, 0.3048, "foot", "feet", "'", "′"), make("yd", .length, 0.9144, "yard", "yards"),
        make("mi", .length, 1609.344, "mile", "miles"), make("nmi", .length, 1852, "nautical mile", "nautical miles"),
        make("kg", .mass, 1, "kgs", "kilo", "kilos", "kilogram", "kilograms"), make("g", .mass, 1e-3, "gram", "grams", "gr"), make("mg", .mass, 1e-6, "milligram", "milligrams"),
        make("ug", .mass, 1e-9, "µg", "μg", "mcg", "microgram", "micrograms"), make("t", .mass, 1000, "tonne", "tonnes"),
        make("lb", .mass, 0.45359237, "lbs", "pound", "pounds"), make("oz", .mass, 0.028349523125, "ounce", "ounces"), make("st", .mass, 6.35029318, "stone"),
        make("K", .temperature, 1, "kelvin"), Unit(symbol: "°C", dimension: .temperature, factor: 1, offset: 273.15, names: ["C", "celsius", "degC", "deg C", "℃"]),
        Unit(symbol: "°F", dimension: .temperature, factor: 5.0 / 9, offset: 459.67 * 5 / 9, names: ["F", "fahrenheit", "degF", "deg F", "℉"]),
        make("s", .time, 1, "sec", "secs", "second", "seconds"), make("ms", .time, 1e-3, "msec", "millisecond", "milliseconds"), make("us", .time, 1e-6, "µs", "μs", "microsecond", "microseconds"),
        make("ns", .time, 1e-9, "nanosecond", "nanoseconds"), make("min", .time, 60, "mins", "minute", "minutes"), make("h", .time, 3600, "hr", "hrs", "hour", "hours"),
        make("d", .time, 86_400, "day", "days"), make("wk", .time, 604_800, "week", "weeks", "w"),
        make("B", .data, 1, "byte", "bytes"), make("bit", .data, 0.125, "bits"), make("kB", .data, 1e3, "KB", "kilobyte", "kilobytes"), make("MB", .data, 1e6, "megabyte", "megabytes"),
        make("GB", .data, 1e9, "gigabyte", "gigabytes"), make("TB", .data, 1e12, "terabyte", "terabytes"), make("PB", .data, 1e15, "petabyte", "petabytes"),
        make("KiB", .data, 1024, "kibibyte"), make("MiB", .data, 1_048_576, "mebibyte"), make("GiB", .data, 1_073_741_824, "gibibyte"), make("TiB", .data, 1_099_511_627_776, "tebibyte"),
        make("l", .volume, 1, "L", "litre", "litres", "liter", "liters"), make("ml", .volume, 1e-3, "mL", "millilitre", "milliliter"), make("cl", .volume, 1e-2, "cL"), make("dl", .volume, 0.1, "dL"),
        make("m3", .volume, 1000, "m³", "cubic metre", "cubic meter"), make("gal", .volume, 3.785411784, "gallon", "gallons"),
        make("rad", .angle, 1, "radian", "radians"), make("deg", .angle, .pi / 180, "°", "degree", "degrees"),
    ]

    private static func make(_ symbol: String, _ dimension: Dimension, _ factor: Double, _ names: String...) -> Unit {
        Unit(symbol: symbol, dimension: dimension, factor: factor, names: names)
    }

    private static let byName: [String: Unit] = Dictionary(all.flatMap { unit in ([unit.symbol] + unit.names).map { ($0, unit) } }, uniquingKeysWith: { first, _ in first })

    /// nil for small letters that two units share, such as `mb` of `MB` and nothing else stays.
    private static let byFoldedName: [String: Unit?] = Dictionary(
        all.flatMap { unit in ([unit.symbol] + unit.names).map { ($0.lowercased(), Optional(unit)) } }, uniquingKeysWith: { first, second in first == second ? first : nil })
}
