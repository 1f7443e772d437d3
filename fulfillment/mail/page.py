"""A mail as one web page, for a reader without a mail program."""

from email.message import EmailMessage


def as_page(message: EmailMessage) -> str:
    """Give the HTML of a mail with its pictures inside it. Raises ValueError when the mail has no HTML."""
    body = message.get_body(("html",))
    if body is None:
        raise ValueError("the mail has no HTML part")
    page = str(body.get_content())
    for part in message.walk():
        if part.get_content_maintype() == "image" and part["Content-ID"]:
            picture = "".join(str(part.get_payload()).split())
            source = f"data:{part.get_content_type()};base64,{picture}"
            page = page.replace(f"cid:{str(part['Content-ID']).strip('<>')}", source)
    return page
