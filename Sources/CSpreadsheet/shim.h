#pragma once
// libxml2's own headers include <libxml/...>, so the folder above them must be on the search path:
// the manifest names pkg-config's libxml-2.0 for that.
#include <iconv.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <xlsxwriter.h>
#include <zip.h>
