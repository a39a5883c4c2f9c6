import Hummingbird
import NIOCore
import Records
import RecordsStore

/// A request of anybody.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Filled by `VisitorReader`, before any route.
    var visitor = Visitor()
    /// The body of a POST, filled by `FormReader` after it has been checked.
    var form: FormBody?
    /// Who is at the other end of the connection: the browser, or the proxy in front.
    let peerAddress: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peerAddress = source.channel.remoteAddress?.ipAddress ?? ""
    }

    var language: Language { visitor.language }
}

/// A request that carries a session. Whether the session still holds is for the database to say.
struct SignedInContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visitor: Visitor
    let form: FormBody?
    let token: String

    init(context: WebContext) throws {
        guard let session = context.visitor.session else { throw SignInNeeded() }
        coreContext = context.coreContext
        visitor = context.visitor
        form = context.form
        token = session.token
    }

    var language: Language { visitor.language }

    /// The key in the path, as an id; anything else is a page that does not exist.
    func id<ID: LosslessStringConvertible>(_ name: String, as type: ID.Type = ID.self) throws -> ID {
        guard let text = parameters.get(name), let id = ID(text) else { throw HTTPError(.notFound) }
        return id
    }
}

/// Nobody is signed in and the page needs somebody.
struct SignInNeeded: Error {}

/// What a request says about who sends it.
struct Visitor: Sendable {
    var language = Language.chinese
    var session: SessionCookie?
    /// The secret that the sign-in form repeats, before there is a session.
    var formSecret: String?
    var query = FormBody()
    /// The path as it was asked for, with its query.
    var here = "/"
}
