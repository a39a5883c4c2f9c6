import Glibc
public import Hummingbird
public import Logging
import NIOCore
public import Postgres
import RecordsStore

/// The pages of Nuanxin over HTTP.
///
/// The server holds no rule about who may see or do what: it carries a person's session to the database, which decides.
public struct AdminServer: Sendable {
    private let site: Site
    private let onListening: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - database: A pool that is logged in as `nuanxin_web`, which without a person's session sees what the public
    /// sees.
    ///   - personalOptions: How to reach the same database as a person; user and password are set at each sign-in.
    ///   - onListening: Called once, with the port that the server listens on.
    /// - Throws: A fault of the installed package: a template or a style sheet that is missing or malformed.
    public init(
        configuration: Configuration, database: Database, personalOptions: ConnectionOptions, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws {
        site = Site(
            configuration: configuration, database: database, personalOptions: personalOptions,
            pages: try Pages(timeZone: configuration.timeZone), styles: try StaticFiles(),
            reports: try ReportCatalogue(),
            gate: SignInGate(), logger: logger)
        self.onListening = onListening
    }

    /// Serves until the process is asked to stop (SIGTERM, SIGINT) or the task is cancelled; requests under way end
    /// first.
    ///
    /// - Throws: ``CannotListen`` where the address is not to be had.
    public func run() async throws {
        do {
            try await application.runService()
        } catch let error as IOError where CannotListen.codes.contains(error.errnoCode) {
            throw CannotListen(
                host: site.configuration.host, port: site.configuration.port, isTaken: error.errnoCode == EADDRINUSE)
        }
    }

    /// The same as a service, for a program that runs several.
    public var service: some ApplicationProtocol { application }

    private var application: some ApplicationProtocol {
        let onListening = onListening
        return Application(
            router: router,
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(site.configuration.host, port: site.configuration.port)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: site.logger)
    }

    private var router: Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestLog())
        router.add(middleware: SecurityHeaders(isEncrypted: site.configuration.secureCookies))
        router.add(middleware: VisitorReader(configuration: site.configuration))
        router.add(middleware: ErrorPages(site: site))
        router.add(middleware: HostGuard(configuration: site.configuration))
        router.add(middleware: FormReader(configuration: site.configuration))

        site.styles.addRoutes(to: router)
        PublicRoutes(site: site).addRoutes(to: router)
        SignInRoutes(site: site).addRoutes(to: router)
        PasswordRoutes(site: site).addRoutes(to: router)
        SecondFactorRoutes(site: site).addRoutes(to: router)

        let signedIn = router.group("", context: SignedInContext.self)
        HomeRoutes(site: site).addRoutes(to: signedIn)
        PeopleRoutes(site: site).addRoutes(to: signedIn)
        CareFileRoutes(site: site).addRoutes(to: signedIn)
        RegisterRoutes(site: site).addRoutes(to: signedIn)
        CatalogueRoutes(site: site).addRoutes(to: signedIn)
        AttachmentRoutes(site: site).addRoutes(to: signedIn)
        CalendarRoutes(site: site).addRoutes(to: router, signedIn: signedIn)
        IssueRoutes(site: site).addRoutes(to: signedIn)
        TaskRoutes(site: site).addRoutes(to: signedIn)
        PublicationRoutes(site: site).addRoutes(to: signedIn)
        ImportRoutes(site: site).addRoutes(to: signedIn)
        ReportRoutes(site: site).addRoutes(to: signedIn)
        AccountRoutes(site: site).addRoutes(to: signedIn)
        SessionRoutes(site: site).addRoutes(to: signedIn)
        AuditRoutes(site: site).addRoutes(to: signedIn)
        BreakGlassRoutes(site: site).addRoutes(to: signedIn)
        return router
    }
}
