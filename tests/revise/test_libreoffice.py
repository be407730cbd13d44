"""A program that is not ours accepts and rejects the changes, and comes to the same texts."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from collation.render import docx
from collation.revise.paragraph import Who
from collation.revise.tracked import Edition, track
from tools import require

from .edits import CASES
from .settle import Package, W

UNLISTED = ("nothing", "a formula", "a formula in a cell")
"""LibreOffice 7 drops the tracking of what is no text: it shows a new formula beside the one that is gone."""

MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Function Listed(document As Object) As Long
  Dim total As Long
  changes = document.Redlines.createEnumeration()
  While changes.hasMoreElements()
    changes.nextElement()
    total = total + 1
  Wend
  Listed = total
End Function

Sub Settle(source As String, target As String, command As String)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  before = Listed(document)
  Dim options()
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; command, "", 0, options())
  after = Listed(document)
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, saved())
  handle = FreeFile
  Open ConvertFromURL(target &amp; ".txt") For Output As #handle
  Print #handle, before
  Print #handle, after
  Close #handle
  document.close(True)
End Sub

Sub All(folder As String, last As String)
  For index = 0 To CLng(last)
    Settle(folder &amp; "/" &amp; index &amp; ".docx", folder &amp; "/accepted-" &amp; index &amp; ".docx", "AcceptAllTrackedChanges")
    Settle(folder &amp; "/" &amp; index &amp; ".docx", folder &amp; "/rejected-" &amp; index &amp; ".docx", "RejectAllTrackedChanges")
  Next
End Sub
</script:module>
"""


def libreoffice(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [require("soffice"), profile, "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


def texts(data: bytes) -> list[str]:
    """Return the words of each paragraph, without blanks; an empty paragraph is none."""
    paragraphs = Package(data).root("document").find(f"{W}body").iter(f"{W}p")
    found = (re.sub(r"\s+", "", "".join(text.text or "" for text in node.iter(f"{W}t"))) for node in paragraphs)
    return [text for text in found if text]


def test_libreoffice_lists_the_changes_and_accepts_and_rejects_them_as_we_do(write, prepare, tmp_path):
    require("soffice")
    editions: dict[str, Edition] = {}

    def edition(text: str) -> Edition:
        if text not in editions:
            project = write(text, settings='ignore = ["uncited-entry"]\n')
            document = prepare(project)
            works = {item.number: item.citekey for item in document.references}
            editions[text] = Edition(docx.render(document, project), works)
        return editions[text]

    pairs = []
    for name, (before, after) in CASES.items():
        pairs += [(name, edition(before), edition(after)), (name, edition(after), edition(before))]
    folder = tmp_path / "files"
    folder.mkdir()
    for index, (_, old, new) in enumerate(pairs):
        (folder / f"{index}.docx").write_bytes(track(old, new, Who("Ann Alder", "Ann Alder (numbers)")).data)
    libreoffice(tmp_path, "--convert-to", "txt", "--outdir", str(tmp_path), str(folder / "0.docx"))  # makes the profile
    (tmp_path / "profile" / "user" / "basic" / "Standard" / "Module1.xba").write_text(MODULE, encoding="utf-8")
    libreoffice(tmp_path, f"macro:///Standard.Module1.All({folder.as_uri()},{len(pairs) - 1})")
    for index, (name, old, new) in enumerate(pairs):
        for settled, edition_ in (("accepted", new), ("rejected", old)):
            path = folder / f"{settled}-{index}.docx"
            assert texts(path.read_bytes()) == texts(edition_.data), (name, index, settled)
            listed, left = map(int, path.with_name(f"{path.name}.txt").read_text().split())
            assert left == 0
            assert (listed > 0) == (name not in UNLISTED)
