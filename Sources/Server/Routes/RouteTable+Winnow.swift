import Records

extension RouteTable {
    /// Every route of the product, over these operations.
    public static func winnow(_ operations: any Operations, settings: ServerSettings, throttleClock: @escaping @Sendable () -> Timestamp) -> RouteTable {
        let throttle = SignInThrottle(limits: settings.signIn, now: throttleClock)
        let routes = [
            SystemRoutes(catalogs: operations).routes,
            SessionRoutes(sessions: operations, throttle: throttle, isSecure: settings.isSecure).routes,
            MeRoutes(me: operations).routes,
            PeopleRoutes(people: operations).routes,
            ProjectRoutes(projects: operations, events: operations).routes,
            ItemRoutes(items: operations).routes,
            DescriptionRoutes(descriptions: operations).routes,
            DuplicateRoutes(duplicates: operations).routes,
            ScoreRoutes(scores: operations).routes,
            PersonalDataRoutes(places: operations).routes,
            FileRoutes(files: operations).routes,
            WorkRoutes(work: operations).routes,
            QualityRoutes(quality: operations).routes,
            ModelRoutes(models: operations).routes,
            RuleRoutes(rules: operations).routes,
            VersionRoutes(versions: operations).routes,
            ShippingRoutes(shipping: operations).routes,
            JobRoutes(jobs: operations).routes,
        ].flatMap(\.self)
        return RouteTable(routes + [documentRoute(of: routes, version: settings.version)])
    }

    /// The document describes itself too; it is made once.
    private static func documentRoute(of routes: [Route], version: String) -> Route {
        let about = "This API as an OpenAPI 3.1 document"
        let form = AnswerForm.json(.any("an OpenAPI 3.1 document"))
        let itself = Route(.get, "/v1/openapi.json", needs: .open, about, answers: form) { _ in .nothing }
        let document = APIDocument.openAPI(RouteTable(routes + [itself]), version: version)
        return Route(.get, "/v1/openapi.json", needs: .open, about, answers: form) { _ in .json(document) }
    }
}
