import Foundation
import Kernels
import Testing
@testable import Preparing

@Suite("Language of a text")
struct LanguageTests {
    /// A few lines each, written for this test.
    static let lessons = [
        "en": "The house is on the hill and the children are playing in the garden with their new dog while it is raining. We would like to know what they think about this when they have time.",
        "de": "Das Haus steht auf dem Hügel und die Kinder spielen im Garten mit ihrem neuen Hund, während es regnet. Wir möchten wissen, was sie darüber denken, wenn sie Zeit haben.",
        "fr": "La maison est sur la colline et les enfants jouent dans le jardin avec leur nouveau chien pendant qu'il pleut. Nous voudrions savoir ce qu'ils en pensent quand ils auront le temps.",
        "es": "La casa está en la colina y los niños juegan en el jardín con su perro nuevo mientras llueve. Nos gustaría saber qué piensan de esto cuando tengan tiempo.",
        "ru": "Дом стоит на холме, и дети играют в саду со своей новой собакой, пока идёт дождь. Мы хотели бы знать, что они об этом думают, когда у них будет время.",
        "uk": "Будинок стоїть на пагорбі, і діти граються в саду зі своїм новим собакою, поки йде дощ. Ми хотіли б знати, що вони про це думають, коли матимуть час.",
    ]

    static let identifier: LanguageIdentifier = {
        var counter = LanguageCounter()
        for (language, text) in lessons.sorted(by: { $0.key < $1.key }) { counter.add(text, language: language) }
        return LanguageIdentifier(try! LanguageProfiles(counter.file()))
    }()

    @Test("tells languages by what it was shown", arguments: [
        ("what are the children thinking", "en"), ("die Kinder und der Garten", "de"), ("les enfants sont dans la maison", "fr"),
        ("los niños están en la casa", "es"), ("дети думают об этом", "ru"), ("діти думають про це", "uk"), ("WE HAVE THE TIME", "en"),
        ("ΤΟ ΣΠΙΤΙ", "el"), ("집은 언덕 위에 있다", "ko"), ("家は丘の上にある", "ja"), ("房子在山上", "zh"), ("הבית על הגבעה", "he"), ("บ้านอยู่บนเนินเขา", "th"),
    ])
    func told(text: String, language: String) {
        let guess = Self.identifier.identify(text)
        #expect(guess.language == language)
        #expect(guess.probability > 0.2 && guess.probability <= 1)
    }

    @Test("says nothing about texts without letters, and less about short ones than about long ones")
    func unsure() {
        #expect(Self.identifier.identify("123 -- 4.5 %").language == nil)
        #expect(Self.identifier.identify("").letters == 0)
        #expect(LanguageIdentifier().identify("hello there").language == nil)
        #expect(LanguageIdentifier().identify("Ωραία").language == "el")
        let short = Self.identifier.identify("en"), long = Self.identifier.identify("the children are in the garden on the hill and they have the time")
        #expect(short.probability < long.probability)
        #expect(long.runnersUp.count == 3 && long.runnersUp.allSatisfy { $0.probability < long.probability })
    }

    @Test("profiles that are cut short or changed are refused with a place, never a trap")
    func damaged() throws {
        var counter = LanguageCounter(longest: 2)
        counter.add("ab ba", language: "xx")
        counter.add("cd", language: "yy")
        let file = counter.file()
        #expect(try LanguageProfiles(file).languages == ["xx", "yy"])
        for count in 0..<file.count { #expect(throws: LanguageProfileError.self) { try LanguageProfiles(Array(file[..<count])) } }
        #expect(throws: LanguageProfileError.bytesBehindEnd(file.count)) { try LanguageProfiles(file + [0]) }
        for place in file.indices {
            var changed = file
            changed[place] ^= 0x55
            _ = try? LanguageProfiles(changed).languages
        }
        #expect(LanguageProfileError.endsEarly(7).description.contains("byte 7"))
    }

    @Test("is compared with the languages named only, and told by its script as before")
    func among() {
        let few = Self.identifier.among(["fr", "es"])
        #expect(["fr", "es"].contains(few.identify("the children").language))
        #expect(few.identify("los niños").language == "es" && few.identify("ΤΟ ΣΠΙΤΙ").language == "el")
        #expect(few.identify("les enfants").probability >= Self.identifier.identify("les enfants").probability)
        #expect(few.identify("les enfants").runnersUp.map(\.language) == ["es"])
        #expect(Self.identifier.among([]).identify("the children") == Self.identifier.identify("the children"))
        #expect(Self.identifier.among(["xx"]).identify("the children").language == nil)
        #expect(Self.identifier.known.starts(with: ["am", "bn", "bo", "de", "el", "en", "es", "fr"]))
    }

    @Test("English sentences with the profiles of `tools/build-languages`; accuracy printed")
    func english() throws {
        guard let identifier = try BuiltLanguages.identifier(for: "language of English sentences") else { return }
        guard let sentences = RealTexts.sentences(for: "language of English sentences") else { return }
        for fewest in [1, 5, 10] {
            let asked = sentences.filter { $0.split(separator: " ").count >= fewest }
            let right = asked.count { identifier.identify($0).language == "en" }
            print("English sentences of at least \(fewest) words: \(right) of \(asked.count) told")
            if fewest == 10 { #expect(Double(right) >= 0.98 * Double(asked.count)) }
        }
        // A probability is worth what it says: of those told with p, about a share p is right.
        let guesses = sentences.map { identifier.identify($0) }.filter { (0.5..<0.8).contains($0.probability) }
        let (claimed, right) = (guesses.reduce(0) { $0 + $1.probability } / Double(guesses.count), Double(guesses.count { $0.language == "en" }) / Double(guesses.count))
        print("English sentences told with a probability of 0.5 to 0.8: \(guesses.count), claimed \(claimed), right \(right)")
        #expect(guesses.count > 50 && abs(claimed - right) < 0.2)
        for (language, text) in Self.lessons { #expect(identifier.identify(text).language == language) }
    }
}
