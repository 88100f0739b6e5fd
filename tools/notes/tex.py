"""TeX as characters, for the terminal: \\frac{1}{n} \\sum_i x_i^2 becomes 1/n Σᵢ xᵢ²."""

import re

SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "sum": "Σ", "prod": "Π",
    "int": "∫", "partial": "∂", "nabla": "∇", "infty": "∞", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "~", "simeq": "≃", "propto": "∝", "pm": "±", "mp": "∓", "times": "×",
    "cdot": "·", "cdots": "⋯", "ldots": "…", "dots": "…", "vdots": "⋮", "circ": "∘", "odot": "⊙", "oplus": "⊕",
    "otimes": "⊗", "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "mapsto": "↦", "Rightarrow": "⇒",
    "Leftrightarrow": "⇔", "implies": "⇒", "in": "∈", "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀",
    "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨", "wedge": "∧", "vee": "∨", "mid": "|", "vert": "|", "Vert": "‖",
    "|": "‖", "lVert": "‖", "rVert": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "top": "⊤", "perp": "⊥", "prime": "′", "ell": "ℓ", "hbar": "ℏ", "ll": "≪", "gg": "≫", "quad": "\u2003",
    "qquad": "\u2003\u2003", ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "{": "{", "}": "}", "_": "_", "%": "%", "#": "#",
    "&": "&", "$": "$", "left": "", "right": "", "bigl": "", "bigr": "", "big": "", "Big": "", "Bigl": "", "Bigr": "",
    "displaystyle": "", "limits": "", "nonumber": "", "lbrace": "{", "rbrace": "}", "star": "*", "ast": "*", "dagger": "†",
    "wp": "℘", "emptyset": "∅", "colon": ":", "log": "log", "backslash": "\\",
}  # fmt: skip
RAISED = dict(zip("0123456789+-−=()abcdefghijklmnoprstuvwxyzTABDHLNRK⊤′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴬᴮᴰᴴᴸᴺᴿᴷᵀ′*"))
LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"))
WRAPPERS = r"\\(?:text|mathrm|mathbf|mathit|boldsymbol|bm|operatorname\*?|mathcal|mathbb|textbf|textit|mathsf|mbox)"
GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "overline": "\u0304"}


def in_characters(tex):
    """One line a row of the formula."""
    tex = re.sub(r"\\(?:begin|end)\{[^}]*\}(?:\{[lcr|]*\})?", "", tex)
    rows = [row for row in re.split(r"\\\\(?:\[[^\]]*\])?", tex) if row.strip()]
    return "\n".join(re.sub(r"[ \t\n]+", " ", converted(row)).strip() for row in rows)


def converted(tex):
    tex = re.sub(WRAPPERS + GROUP, lambda m: converted(m.group(1)), tex)
    for name, mark in ACCENTS.items():
        tex = re.sub(r"\\" + name + r"(?:\{(\w)\}|\s+(\w)|" + GROUP + ")", lambda m: accented(m, mark), tex)
    tex = re.sub(r"\\[dt]?frac\s*(\d)\s*(\d)", r"\1/\2", tex)
    tex = re.sub(r"\\[dt]?frac\s*" + GROUP + r"\s*" + GROUP, fraction, tex)
    tex = re.sub(r"\\sqrt\s*" + GROUP, lambda m: "√" + wrapped(converted(m.group(1))), tex)
    tex = re.sub(r"\\([A-Za-z]+|[^A-Za-z])", lambda m: SYMBOLS.get(m.group(1), m.group(1)), tex)
    tex = tex.replace("∂ ", "∂").replace("∇ ", "∇")
    tex = re.sub(r"\^(?:" + GROUP + r"|(\S))", lambda m: moved(m, RAISED, "^"), tex)
    tex = re.sub(r"_(?:" + GROUP + r"|(\S))", lambda m: moved(m, LOWERED, "_"), tex)
    return tex.replace("{", "").replace("}", "").replace("&", " ").replace("-", "−")


def accented(match, mark):
    inside = converted(next(g for g in match.groups() if g is not None))
    return inside[:1] + mark + inside[1:] if len(inside) == 1 else wrapped(inside) + mark


def fraction(match):
    above, below = (wrapped(converted(g).strip()) for g in match.groups())
    return f"{above}/{below}"


def wrapped(text):
    """In parentheses, unless it is one thing."""
    return text if re.fullmatch(r"[\w∂′.]+", text) and len(text) < 6 else f"({text})"


def moved(match, table, sign):
    inside = match.group(1) if match.group(1) is not None else match.group(2)
    inside = converted(inside) if len(inside) > 1 else inside
    if all(c in table for c in inside):
        return "".join(table[c] for c in inside)
    return sign + (inside if len(inside) == 1 else f"({inside})")
