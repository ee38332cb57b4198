// The words by which code tells routes that few people ask.

import SemanticModel

extension Libraries {
  /// Names of roles and guards as frameworks and their guides write them (Django's `is_staff`, FastAPI's template,
  /// NestJS' `Roles`), and the usual names of paths.
  static let rareWords = RareWords(
    privileged: """
      admin admins administrator administrators administration superuser superusers superadmin sysadmin \
      moderator coorganizer organizer organiser
      """,
    beside: """
      is are has have can must be should may not the a an any only super site system global platform app user users \
      current active logged in as by role roles permission permissions access privilege privileges rights auth \
      authenticate authenticated authorize authorized authorise require requires required ensure ensures check \
      checks verify verifies assert validate allow allows allowed restrict protect protected guard guards middleware \
      mw get login level type session token jwt mixin base \
      controller control panel console area dashboard page pages router routes middlewares gql graphql http rest api \
      bearer key or manager managers staff operator operators support
      """,
    phrases: [
      "is staff", "user is staff", "staff member required", "is superuser", "staff required",
      "is platform staff", "platform staff required",
      "require staff", "staff required mixin", "staff member required mixin",
      "manage roles", "manage permissions", "manage users", "manage settings", "manage system",
      "roles manage", "permissions manage", "users manage", "settings manage", "system manage",
    ],
    asking: """
      role roles permission permissions authorize authorise authorized allow allowed restrict access require required \
      requires has guard guards grant grants check checks verify scope scopes policy can with
      """,
    everyday: """
      sale sales pos register registers till tills checkout cash cashier counter cart carts basket \
      own self me my mine profile profiles account wishlist favorites favourites
      """,
    gathering: "depends security use guards guard decorator permission classes dependencies and",
    refusing:
      "require requires ensure assert check verify must guard authorize authorise validate protect",
    paths: "admin admins administration administrator superadmin sysadmin backoffice infra",
    moderating: "ban unban suspend unsuspend impersonate",
    demonstrating: "demo",
    setUps: "setup install installer installation",
    returns: "callback callbacks acs redirect complete completed return",
    services: """
      oauth oauth2 oidc sso saml openid connect google github gitlab facebook twitter linkedin microsoft azure apple \
      discord slack
      """,
    landings: "callback callbacks acs",
    schedules: "cron crons cronjob cronjobs scheduler",
    tried: """
      email mail notification notifications webhook connection message sms smtp slack hook channel integration \
      chrome browser docker proxy host
      """,
    removing: "delete remove destroy close purge deactivate terminate erase",
    owners: """
      account accounts project projects team teams organization organizations organisation organisations workspace \
      workspaces tenant tenants company companies user users me website websites site sites instance
      """,
    light: """
      cart carts basket like likes unlike favorite favorites favourite favourites follow follows follower followers \
      unfollow wishlist bookmark bookmarks reaction reactions vote votes star stars session sessions logout token \
      tokens subscription subscriptions
      """,
    bulk: "import imports export exports bulk batch csv restore backup",
    intakes: "import imports importer migration migrations restore restores",
    settings: "settings setting preferences preference configuration config",
    saving: "save set update put patch edit store change",
    once: """
      verify verification confirm confirmation activate activation forgot forget reset resend recover recovery \
      password unsubscribe invite invites invitation invitations register registration signup onboarding export exports
      """,
    switching: "toggle enable disable",
    clearing:
      "clear purge prune wipe flush cleanup clean truncate rebuild reindex vacuum shrink reset recompute",
    cleared:
      "statistics stats logs database db caches cache index indices indexes tables heartbeats storage",
    keeping: "cache cached apicache caching"
  ).with(
    ErrandWords(
      plain: """
        forgot forget password passwords passwd recover recovery unsubscribe invite invites invitation invitations signup \
        onboarding export exports import imports sso oauth oidc saml passkey passkeys fa mfa totp otp apikey apikeys \
        preference preferences integration integrations security audit audits merge fork purge clone duplicate bulk seed \
        seeder seeders backup backups restore branding
        """,
      confirming: """
        verify verification confirm confirmation activate activation resend reset change callback callbacks redirect
        """,
      confirmed: """
        email mail phone account accounts code user users auth address identity login signup oauth username
        """
    )
  )
}
