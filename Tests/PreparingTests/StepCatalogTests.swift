import Records
import Testing
@testable import Preparing

@Suite("The catalogue of steps")
struct StepCatalogTests {
    @Test("what is usual for a media can run on it as it stands", arguments: Media.allCases)
    func usual(media: Media) throws {
        let steps = StepCatalog.usual(for: media)
        for step in steps {
            #expect(try #require(StepCatalog.step(named: step.step)).check([:], of: media).isEmpty, "\(step.step)")
        }
        #expect(steps.isEmpty || steps.last?.step == "near-duplicates", "copies are looked for in what has been checked")
    }

    @Test("every step refuses a setting it does not know", arguments: StepCatalog.all.map(\.name), [Media.image, .text, .mixed])
    func unknownSetting(step: String, media: Media) throws {
        #expect(try #require(StepCatalog.step(named: step)).check(["no-such": 1], of: media).count == 1)
    }

    @Test("`near-duplicates` takes the settings of what the items are", arguments: [
        (["radius": 8, "gradient-radius": 20], .image, true), (["threshold": 0.8], .image, false), (["radius": 80], .image, false),
        (["threshold": 0.8, "words": 3], .text, true), (["radius": 8], .text, false), (["radius": 8, "threshold": 0.8], .mixed, true),
        (["radius": 80], .mixed, false), (["threshold": 8], .mixed, false),
    ] as [(JSONObject, Media, Bool)])
    func settings(settings: JSONObject, media: Media, isGood: Bool) {
        #expect(NearDuplicatesStep().check(settings, of: media).isEmpty == isGood)
    }

    @Test("a mixed project compares texts with texts and pictures with pictures")
    func mixed() throws {
        let engines = try NearDuplicateEngines(["radius": 8, "threshold": 0.8], of: .mixed)
        #expect(engines.images?.radius == 8)
        #expect(engines.texts?.threshold == 0.8)
        #expect(try NearDuplicateEngines([:], of: .image).texts == nil)
        #expect(try NearDuplicateEngines([:], of: .text).images == nil)
    }

    @Test("checks of texts are refused for pictures, and the other way round, with what to use instead")
    func media() {
        #expect(TextChecksStep().check([:], of: .image).first?.hint?.contains("`image-checks`") == true)
        #expect(ImageChecksStep().check([:], of: .text).first?.hint?.contains("`text-checks`") == true)
        #expect(ImageChecksStep().check([:], of: .mixed).isEmpty)
    }
}
