extension KeyPhrases {
    static let standard = KeyPhrases(
        names + addresses
            + [
                (.person, people + " " + roles), (.perhapsPerson, perhapsPeople),
                // `customer_name`, `author_name`; what a suffix such as `full_name` says counts anyway.
                (.name, named(people + " " + roles)), (.perhapsName, named(perhapsPeople)),
                (
                    .username,
                    """
                    username usernames loginname screenname nickname nutzername benutzername anmeldename gebruikersnaam
                    nomutilisateur nombreusuario nomeutente användarnamn brukernavn имяпользователя ユーザー名 用户名
                    """
                ),
                ([.username, .wholeKey], "login handle"),
                (.email, "email emailaddress mail mailaddress"),
            ])

    private static func named(_ nouns: String) -> String {
        nouns.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { "\($0)name" }.joined(separator: " ")
    }

    private static let names: [(KeyMeaning, String)] = [
        (
            .name,
            """
            fullname firstname lastname surname surnames givenname givennames familyname middlename maidenname forename
            forenames legalname birthname secondname preferredname realname holdername cardholder cardholdername accountholder accountholdername
            nameoncard nameonaccount nameonpassport
            vorname vornamen nachname nachnamen familienname geburtsname zuname rufname karteninhaber kontoinhaber
            prenom prénom prenoms prénoms nomdefamille nomfamille nomcomplet nomdenaissance nomnaissance
            apellido apellidos primerapellido segundoapellido nombrecompleto nombredepila
            cognome cognomi nomecompleto intestatario sobrenome apelido primeironome
            voornaam voornamen achternaam familienaam förnamn fornamn efternamn fornavn etternavn efternavn
            etunimi sukunimi imie imię nazwisko imieinazwisko jmeno jméno prijmeni příjmení prenume
            soyadi soyadı soyad adsoyad vezeteknev vezetéknév keresztnev keresztnév
            имя фамилия отчество фио прізвище όνομα επώνυμο 氏名 姓名 お名前 이름 성명
            """
        ),
        ([.plainName, .wholeKey], "name names displayname nom nome nombre naam namn navn nimi név"),
        ([.namePart, .wholeKey], "first last middle given family full"),
    ]

    /// Who is a person wherever the word stands. A system has these too: driver,
    /// witness, tenant, parent, child, client, relative.
    private static let people = """
        person persons people individual individuals customer customers patient patients employee employees contact contacts
        passenger passengers traveller travellers traveler travelers beneficiary beneficiaries payee payees payer payers
        borrower borrowers applicant applicants policyholder policyholders insured claimant claimants guarantor spouse guardian guardians nextofkin physician physicians
        doctor doctors nurse nurses attendee attendees buyer buyers shopper shoppers consignee consignees resident residents
        donor donors voter voters cosigner signatory signatories
        """

    private static let roles = """
        kunde kunden kundin patientin mitarbeiter mitarbeiterin ansprechpartner versicherter versicherte
        cliente clientes paciente pacientes empleado empleados pasajero pasajeros beneficiario beneficiarios
        paziente pazienti passeggero passeggeri salarie salarié passager passagers bénéficiaire beneficiaire titulaire
        shipto billto soldto deliverto
        """

    /// Who may be an account, a service or a team.
    private static let perhapsPeople = """
        user users actor author authors owner owners member members creator assignee assignees reviewer reviewers approver
        approvers requester requestor supervisor sender recipient recipients participant participants seller sellers
        commenter committer student students teacher teachers guest guests benutzer utilisateur usuario utente
        """

    private static let addresses: [(KeyMeaning, String)] = [
        (
            .address,
            """
            street streetaddress streetname streetline addressline addresslines homeaddress billingaddress shippingaddress
            mailingaddress deliveryaddress postaladdress residentialaddress residenceaddress permanentaddress currentaddress
            correspondenceaddress invoiceaddress customeraddress patientaddress employeeaddress workaddress homeaddr
            shippingaddr billingaddr
            anschrift postanschrift wohnanschrift strasse straße hausanschrift rechnungsadresse lieferadresse postadresse
            adressepostale adressedomicile adressefacturation adresselivraison
            domicilio calle direccionpostal direcciónpostal indirizzopostale indirizzodiresidenza residenza
            enderecoresidencial endereçoresidencial logradouro straat straatnaam woonadres gatuadress gateadresse
            katuosoite ulica улица 住所 주소 街道
            """
        ),
        (
            .perhapsAddress,
            "address addresses addr adresse adressen direccion dirección direcciones indirizzo endereco endereço adres adress osoite адрес 地址"
        ),
        ([.address, .person], "shipto billto soldto deliverto"),
        (
            [.addressPart, .wholeKey],
            "line lines unit apartment apt suite flat housenumber houseno hausnummer streetnumber streetno numero huisnummer"
        ),
    ]
}
