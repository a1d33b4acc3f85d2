/// What a finder looks up while it scans, laid out once for all texts and threads.
///
/// Scans hold the tables without owning them; the finder that started them owns this.
final class FinderTables: Sendable {
    let layouts: LayoutTable
    let context: ContextWords
    let telephonePlans: Kept<TelephonePlan>
    let places: ScannerPlaces

    init(_ entities: [PersonalDataEntity], _ plans: [TelephonePlan]) {
        layouts = LayoutTable(entities)
        context = ContextWords(entities.map(\.contextWords))
        telephonePlans = Kept(plans)
        places = ScannerPlaces(entities)
    }

    deinit {
        layouts.release()
        context.release()
        telephonePlans.release()
    }
}
