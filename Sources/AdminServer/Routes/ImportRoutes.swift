enum ImportRoutes { static let path = "/imports" }
