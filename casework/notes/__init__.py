"""Access-controlled notes. They never leave: no dossier and no export reads them."""
