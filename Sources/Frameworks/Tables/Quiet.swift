// Packages that compute and ask nobody: their calls are known, and free.

import SemanticModel

extension Library {
  /// Modules of Node and packages without input and output of their own.
  ///
  /// Functions that they are given may be called by anyone; what they give is as quiet as they are.
  static let quiet = Library(
    "quiet packages",
    packages: node("path", "url", "os", "querystring", "string_decoder", "assert", "buffer")
      + ["path/posix", "assert/strict", "node:assert/strict"] + Members.words(quietPackages),
    exports: ["default": quietValue],
    types: [
      // What a quiet package gives may be a collection (`schema.parse(body).items`): it iterates as one.
      "quiet.Value": LibraryType(
        call: quietCall,
        construct: quietCall,
        anyMember: quietValue,
        iteration,
        settling
      )
    ]
  )

  /// RxJS: its `map` and `filter` are operators on streams, not iterations.
  static let rxjs = Library(
    "RxJS",
    packages: ["rxjs", "rxjs/operators", "rxjs/*"],
    exports: ["default": .value("rxjs.Value")],
    types: [
      "rxjs.Value": LibraryType(
        construct: .gives("rxjs.Stream"),
        anyMember: .call(
          Operation(callbacks: [.entry(.escaped, .from(0)), .entry(.escaped, .propertiesOf(0))])
        ),
        .each("firstValueFrom lastValueFrom from of defer", .passes(0)),
        // What an operator is given runs when its stream does: in an interceptor, with the request.
        .each(
          "tap map mergeMap switchMap concatMap exhaustMap catchError finalize",
          .calls(.later(.from(0)), .later(.propertiesOf(0)))
        ),
        .types(
          "Observable Subject BehaviorSubject ReplaySubject AsyncSubject Subscription",
          "rxjs.Stream"
        )
      ),
      "rxjs.Stream": LibraryType(
        .each("subscribe", .calls(.later(.from(0)), .later(.propertiesOf(0)))),
        .chain("pipe asObservable"),
        .free("next error complete unsubscribe getValue add")
      ),
    ]
  )

  /// Passport and its strategies: what they are given is called for each request that logs in.
  static let passport = Library(
    "Passport",
    packages: [
      "passport", "passport-jwt", "passport-local", "passport-custom", "passport-http-bearer",
      "passport-google-oauth20", "passport-google-oauth2", "passport-google-oauth",
      "passport-facebook", "passport-github2", "passport-github", "passport-oauth2",
      "passport-linkedin-oauth2", "passport-discord", "passport-microsoft", "passport-apple",
      "passport-anonymous", "passport-twitter", "passport-http", "passport-openidconnect",
    ],
    exports: ["default": passportValue],
    types: [
      "passport.Value": LibraryType(
        call: passportCall,
        construct: passportCall.routing(.verifies),
        anyMember: passportValue,
        .each("authenticate authorize", passportCall.routing(.signsIn).playing(.authentication))
      )
    ]
  )

  private static let quietCall = Operation(
    returns: "quiet.Value",
    callbacks: [
      .entry(.escaped, .from(0)), .entry(.escaped, .propertiesOf(0)),
      .entry(.escaped, .propertiesOf(1)),
    ]
  )

  static let quietValue = Member(
    value: "quiet.Value",
    call: quietCall,
    construct: quietCall,
    instance: "quiet.Value"
  )

  private static let passportCall = Operation(
    returns: "passport.Value",
    callbacks: [.entry(.request, .from(0))]
  )

  private static let passportValue = Member(
    value: "passport.Value",
    call: passportCall,
    construct: passportCall.routing(.verifies),
    instance: "passport.Value"
  )

  private static let quietPackages = """
    uuid nanoid cuid @paralleldrive/cuid2 ulid ulidx short-uuid shortid
    dayjs dayjs/* moment moment-timezone luxon date-fns date-fns/* date-fns-tz ms pretty-ms
    validator validator/* joi @hapi/joi celebrate zod zod/* yup ajv ajv-formats superstruct valibot
    class-validator class-transformer express-validator envalid
    jose jwt-decode cookie cookie-signature otplib speakeasy
    cors helmet cookie-parser hpp xss-clean express-mongo-sanitize
    cookie-session csurf method-override
    connect-flash serve-static serve-favicon response-time
    http-status http-status-codes http-errors boom @hapi/boom
    dotenv dotenv-expand config convict nconf env-var
    chalk colors picocolors kleur ansi-colors clsx classnames tailwind-merge class-variance-authority
    bytes qs query-string semver slugify slug bignumber.js decimal.js big.js currency.js numeral mathjs
    deep-equal fast-deep-equal deepmerge object-path dot-prop flat he html-escaper escape-html
    dompurify isomorphic-dompurify sanitize-html xss marked markdown-it mime mime-types
    swagger-jsdoc swagger-ui-express @nestjs/swagger @nestjs/mapped-types @nestjs/jwt
    @nestjs/passport reflect-metadata tslib inherits
    ts-pattern immutable pluralize change-case camelcase
    i18next react-i18next next-i18next prop-types invariant tiny-invariant
    on-finished on-headers vary etag fresh accepts type-is content-type content-disposition
    crypto-js md5 object-hash tweetnacl base64-js safe-buffer iconv-lite
    """
}
