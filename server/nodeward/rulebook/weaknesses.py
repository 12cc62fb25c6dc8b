"""Names and pages of the public weakness lists that rules refer to: CWE and the OWASP Top 10 of 2021.

Only facts of those lists; it knows no rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

# https://cwe.mitre.org/data/index.html; the short name in quotes there, where an entry has one.
CWE_NAMES: Mapping[int, str] = MappingProxyType(
    {
        20: "Improper Input Validation",
        22: "Path Traversal",
        73: "External Control of File Name or Path",
        77: "Command Injection",
        78: "OS Command Injection",
        79: "Cross-site Scripting",
        88: "Argument Injection",
        89: "SQL Injection",
        90: "LDAP Injection",
        94: "Code Injection",
        95: "Eval Injection",
        113: "HTTP Request/Response Splitting",
        116: "Improper Encoding or Escaping of Output",
        117: "Improper Output Neutralization for Logs",
        183: "Permissive List of Allowed Inputs",
        200: "Exposure of Sensitive Information to an Unauthorized Actor",
        208: "Observable Timing Discrepancy",
        209: "Generation of Error Message Containing Sensitive Information",
        248: "Uncaught Exception",
        250: "Execution with Unnecessary Privileges",
        256: "Plaintext Storage of a Password",
        285: "Improper Authorization",
        287: "Improper Authentication",
        295: "Improper Certificate Validation",
        306: "Missing Authentication for Critical Function",
        307: "Improper Restriction of Excessive Authentication Attempts",
        311: "Missing Encryption of Sensitive Data",
        312: "Cleartext Storage of Sensitive Information",
        319: "Cleartext Transmission of Sensitive Information",
        321: "Use of Hard-coded Cryptographic Key",
        326: "Inadequate Encryption Strength",
        327: "Use of a Broken or Risky Cryptographic Algorithm",
        328: "Use of Weak Hash",
        329: "Generation of Predictable IV with CBC Mode",
        330: "Use of Insufficiently Random Values",
        338: "Use of Cryptographically Weak Pseudo-Random Number Generator",
        345: "Insufficient Verification of Data Authenticity",
        346: "Origin Validation Error",
        347: "Improper Verification of Cryptographic Signature",
        348: "Use of Less Trusted Source",
        352: "Cross-Site Request Forgery",
        353: "Missing Support for Integrity Check",
        354: "Improper Validation of Integrity Check Value",
        359: "Exposure of Private Personal Information to an Unauthorized Actor",
        377: "Insecure Temporary File",
        384: "Session Fixation",
        390: "Detection of Error Condition Without Action",
        400: "Uncontrolled Resource Consumption",
        434: "Unrestricted Upload of File with Dangerous Type",
        470: "Unsafe Reflection",
        489: "Active Debug Code",
        494: "Download of Code Without Integrity Check",
        497: "Exposure of Sensitive System Information to an Unauthorized Control Sphere",
        502: "Deserialization of Untrusted Data",
        506: "Embedded Malicious Code",
        522: "Insufficiently Protected Credentials",
        532: "Insertion of Sensitive Information into Log File",
        538: "Insertion of Sensitive Information into Externally-Accessible File or Directory",
        540: "Inclusion of Sensitive Information in Source Code",
        548: "Exposure of Information Through Directory Listing",
        598: "Use of GET Request Method With Sensitive Query Strings",
        601: "Open Redirect",
        611: "Improper Restriction of XML External Entity Reference",
        613: "Insufficient Session Expiration",
        614: "Sensitive Cookie in HTTPS Session Without 'Secure' Attribute",
        639: "Authorization Bypass Through User-Controlled Key",
        640: "Weak Password Recovery Mechanism for Forgotten Password",
        643: "XPath Injection",
        693: "Protection Mechanism Failure",
        696: "Incorrect Behavior Order",
        732: "Incorrect Permission Assignment for Critical Resource",
        754: "Improper Check for Unusual or Exceptional Conditions",
        755: "Improper Handling of Exceptional Conditions",
        770: "Allocation of Resources Without Limits or Throttling",
        776: "XML Entity Expansion",
        778: "Insufficient Logging",
        798: "Use of Hard-coded Credentials",
        799: "Improper Control of Interaction Frequency",
        807: "Reliance on Untrusted Inputs in a Security Decision",
        829: "Inclusion of Functionality from Untrusted Control Sphere",
        843: "Type Confusion",
        862: "Missing Authorization",
        863: "Incorrect Authorization",
        908: "Use of Uninitialized Resource",
        915: "Improperly Controlled Modification of Dynamically-Determined Object Attributes",
        916: "Use of Password Hash With Insufficient Computational Effort",
        918: "Server-Side Request Forgery",
        922: "Insecure Storage of Sensitive Information",
        942: "Permissive Cross-domain Security Policy with Untrusted Domains",
        943: "Improper Neutralization of Special Elements in Data Query Logic",
        1004: "Sensitive Cookie Without 'HttpOnly' Flag",
        1007: "Insufficient Visual Distinction of Homoglyphs Presented to User",
        1021: "Improper Restriction of Rendered UI Layers or Frames",
        1022: "Use of Web Link to Untrusted Target with window.opener Access",
        1104: "Use of Unmaintained Third Party Components",
        1188: "Initialization of a Resource with an Insecure Default",
        1275: "Sensitive Cookie with Improper SameSite Attribute",
        1321: "Prototype Pollution",
        1333: "Inefficient Regular Expression Complexity",
        1336: "Improper Neutralization of Special Elements Used in a Template Engine",
        1357: "Reliance on Insufficiently Trustworthy Component",
        1385: "Missing Origin Validation in WebSockets",
        1391: "Use of Weak Credentials",
        1395: "Dependency on Vulnerable Third-Party Component",
    }
)

# https://owasp.org/Top10/
OWASP_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "A01:2021": "Broken Access Control",
        "A02:2021": "Cryptographic Failures",
        "A03:2021": "Injection",
        "A04:2021": "Insecure Design",
        "A05:2021": "Security Misconfiguration",
        "A06:2021": "Vulnerable and Outdated Components",
        "A07:2021": "Identification and Authentication Failures",
        "A08:2021": "Software and Data Integrity Failures",
        "A09:2021": "Security Logging and Monitoring Failures",
        "A10:2021": "Server-Side Request Forgery",
    }
)


def cwe_page(number: int) -> str:
    """The URL of a weakness's page in the CWE list."""
    return f"https://cwe.mitre.org/data/definitions/{number}.html"


def cwe_title(number: int) -> str:
    """`CWE-78 OS Command Injection`; only the number where the name is not known here."""
    return f"CWE-{number} {CWE_NAMES.get(number, '')}".rstrip()


def owasp_title(category: str) -> str:
    """`OWASP A03:2021 Injection`; only the category where the name is not known here."""
    return f"OWASP {category} {OWASP_NAMES.get(category, '')}".rstrip()
