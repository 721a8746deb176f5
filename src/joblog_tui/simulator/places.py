"""Where the people of Acme Corp work: business hubs, the apps in them, shared and service accounts, collections."""

from dataclasses import dataclass

from joblog_tui.model.event import Target
from joblog_tui.simulator.dice import Dice


@dataclass(frozen=True, slots=True)
class App:
    """An app as one business hub uses it."""

    hub: str
    name: str

    @property
    def path(self) -> str:
        """The way it stands in the log: ``Marketing / Instagram``."""
        return f"{self.hub} / {self.name}"


_HUBS = {
    "Marketing": (
        "Instagram", "LinkedIn Ads", "X", "Mailchimp", "HubSpot", "Google Ads", "Facebook Business", "Canva", "Semrush",
    ),
    "Brand": ("YouTube", "Pinterest", "TikTok for Business", "Vimeo", "Getty Images", "Adobe Stock"),
    "Communications": (
        "Business Wire", "Meltwater", "Acme Newsroom (press releases, shared mailbox, all regions, do not rename)",
    ),
    "Sales EMEA": ("HubSpot", "Salesforce", "LinkedIn Sales Navigator", "Gong", "Outreach"),
    "Sales Americas": ("Salesforce", "ZoomInfo", "Gong", "DocuSign", "Clari"),
    "Finance": ("NetSuite", "Concur Travel", "Brex", "Dropbox", "Avalara", "Commerzbank Firmenkundenportal"),
    "Payroll": ("ADP", "Gusto", "Deel"),
    "Legal": ("DocuSign", "Ironclad", "LexisNexis"),
    "Engineering": ("GitHub", "Datadog", "AWS", "PagerDuty", "npm", "Docker Hub", "Sentry", "Cloudflare"),
    "Data": ("Snowflake", "Looker", "Fivetran", "dbt Cloud"),
    "Design": ("Figma", "Adobe Creative Cloud", "Miro"),
    "Support": ("Zendesk", "Intercom", "Aircall", "Statuspage"),
    "IT": ("Okta", "Slack", "Zoom", "Jamf", "Notion"),
    "Security": ("CrowdStrike", "Snyk", "KnowBe4"),
    "Vendors": ("Coupa", "Zip", "Tradeshift"),
    "Warehouse": ("Shopify Plus", "ShipStation", "FedEx Ship Manager", "Amazon Seller Central"),
    "東京オフィス": ("freee会計", "LINE公式アカウント", "サイボウズ Office"),
    "América Latina": ("Mercado Libre", "Nubank Empresas", "Contaduría São Paulo"),
}  # fmt: skip

HUBS = tuple(_HUBS)
APPS = {hub: tuple(App(hub, name) for name in names) for hub, names in _HUBS.items()}
ALL_APPS = tuple(app for apps in APPS.values() for app in apps)
BUSY_HUBS = ("Sales EMEA", "Sales Americas", "Engineering", "Support", "Marketing", "Warehouse")
"""The hubs with hundreds of people."""
EVERYBODYS = tuple(app for app in APPS["IT"] if app.name in ("Slack", "Zoom", "Notion"))
"""What a new colleague gets on the first day, whatever the team."""

SIGN_IN_APPS = tuple(app for hub in ("Marketing", "Brand", "Communications", "Finance", "Support", "Warehouse",
                                     "Vendors", "東京オフィス", "América Latina", "Legal", "Payroll")
                     for app in APPS[hub])  # fmt: skip
"""Apps with one shared login, whose password and second factor are kept in the vault."""

TEAM_HUBS = {
    "Growth Marketing": "Marketing", "Brand Studio": "Brand", "Sales EMEA": "Sales EMEA",
    "Sales Americas": "Sales Americas", "Finance Operations": "Finance", "Payroll": "Payroll", "Legal": "Legal",
    "Platform Engineering": "Engineering", "Mobile": "Engineering", "Data": "Data", "Product Design": "Design",
    "Customer Support": "Support", "IT": "IT", "Security": "Security", "Procurement": "Vendors",
    "Logistics": "Warehouse", "東京オフィス": "東京オフィス", "LATAM": "América Latina",
}  # fmt: skip
"""The business hub that each team works in."""

SERVICE_ACCOUNTS = {
    "Finance / NetSuite": ("svc-billing", "svc-reports", "svc-imports", "svc-payouts", "svc-tax", "svc-archive"),
    "Engineering / AWS": (
        "ci-deploy",
        "ci-release",
        "terraform-plan",
        "terraform-apply",
        "backup-agent",
        "break-glass",
    ),
    "Data / Snowflake": ("svc-loader", "svc-transform", "svc-looker", "svc-export", "svc-reverse-etl"),
    "Warehouse / Shopify Plus": ("svc-orders", "svc-refunds", "svc-stock", "svc-labels"),
    "IT / Okta": ("svc-directory", "svc-hr-feed", "svc-break-glass-1", "svc-break-glass-2"),
}
ENVIRONMENTS = ("prod", "sandbox", "legacy")
SERVICE_APPS = tuple(app for app in ALL_APPS if app.path in SERVICE_ACCOUNTS)

COLLECTIONS = (
    "Social media", "Paid channels", "Press and newsroom", "Month-end close", "Bank portals", "Contract signing",
    "On call", "Production break-glass", "Agency partners", "Peak season", "Board materials", "Tax filings",
)  # fmt: skip


def account(app: App) -> Target:
    """The shared login of an app."""
    return Target(app.path, "account")


def app_itself(app: App) -> Target:
    """The app, when its users are meant rather than one login."""
    return Target(app.path, "app")


def hub_itself(hub: str) -> Target:
    """A business hub as a whole."""
    return Target(hub, "business hub")


def hub_apps(dice: Dice, hub: str, count: int) -> list[App]:
    """``count`` different apps of a hub, everybody's apps after its own when it has too few."""
    own = dice.some(APPS[hub], count)
    return own + dice.some([app for app in EVERYBODYS if app not in own], count - len(own))
